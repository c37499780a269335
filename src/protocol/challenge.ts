/**
 * What a browser is asked to do while a site is under attack, and never otherwise. A call refused with `rate-limited` and
 * `field: "challenge"` goes through once a task has been answered; whoever does not know of tasks waits, as with any 429.
 */
import * as v from "valibot";
import { object } from "./object.js";

/** `kind`: who can answer it. `work` is ours (adapters/http-challenge.ts); any other is the owner's. */
export const Task = object({ kind: v.string(), data: v.string() });
export type Task = v.InferOutput<typeof Task>;

/** Without a task all is well: the call may be made again. */
export const TaskGiven = object({ task: v.optional(Task) });
export type TaskGiven = v.InferOutput<typeof TaskGiven>;
