#!/usr/bin/env node
/** The `recado` command. Each subcommand is a file; its answer is the exit code. */
import { CONFORM_USAGE, conform } from "./conform.js";
import { inbound, USAGE } from "./inbound.js";

const [command, ...args] = process.argv.slice(2);
if (command === "inbound") process.exitCode = await inbound(args, process.env, process.stdin);
// An adapter may leave lines and timers behind.
else if (command === "conform") process.exit(await conform(args));
else {
  console.error(`${USAGE}\n\n${CONFORM_USAGE}`);
  process.exitCode = 64;
}
