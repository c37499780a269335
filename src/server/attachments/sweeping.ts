/** Sweeps once a minute, from the start on: an erased conversation's files are soon gone, also those of a server that died. */
import { systemClock } from "../../forwarding/clock.js";
import type { Ground } from "../ground.js";
import { describe } from "../log.js";
import { sweep } from "./ledger.js";

const EVERY_MS = 60_000;

/** Until the server closes. Never rejects: what could not be removed is tried again. */
export async function keepSweeping({ db, attachments, now, closing, log }: Ground): Promise<void> {
  if (attachments === undefined) return;
  while (!closing.aborted) {
    await sweep(db, attachments, now()).catch((error: unknown) => log.warn(describe(error), "Files could not be removed"));
    await systemClock.sleep(EVERY_MS, closing);
  }
}
