/** Stretches of the timeline, as they are asked for and told. Apart from message.ts, because nobody asks before there is a conversation. */
import * as v from "valibot";
import { Message, Seq } from "./message.js";
import { object } from "./object.js";

/** A stretch of the timeline: neighbours differ by one in seq. `latest` and `epoch` tell what else there is. */
export const Page = object({ messages: v.array(Message), latest: Seq, epoch: v.string() });
export type Page = v.InferOutput<typeof Page>;
