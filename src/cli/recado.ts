#!/usr/bin/env node
/** The `recado` command. Each subcommand is a file; its answer is the exit code. */
import { inbound, USAGE } from "./inbound.js";

const [command, ...args] = process.argv.slice(2);
if (command === "inbound") process.exitCode = await inbound(args, process.env, process.stdin);
else {
  console.error(USAGE);
  process.exitCode = 64;
}
