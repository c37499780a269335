/** One PostgreSQL for a whole run: else each file that is alone would start and stop it, and find or lose what another needs. */
import { serverToUse } from "./database.js";

/** Before the first file. Gives what is done after the last one. */
export default async function start(): Promise<() => Promise<void>> {
  return (await serverToUse()).stop;
}
