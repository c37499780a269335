/** Histories that once broke a promise, shrunk to what it took, by the seed of their dice. Each has been red. Newest last. */
import type { History } from "./history.js";

export const cases: Readonly<Record<string, History>> = {
  "a word from before the server's past changed does not say what was read in it": {
    seed: 0,
    commands: [
      { do: "type", tab: 0 },
      { do: "wait", ms: 1_500 },
      { do: "reply", count: 60 },
      { do: "wait", ms: 1_500 },
      { do: "backup restored", lost: 1 },
      { do: "type", tab: 0 },
    ],
  },
  "a word written before a held one was found waits behind it": {
    seed: 0,
    commands: [
      { do: "type", tab: 0 },
      { do: "agents leave" },
      { do: "wait", ms: 660_000 },
      { do: "reload", tab: 0 },
      { do: "type", tab: 0 },
      { do: "wait", ms: 660_000 },
      { do: "type", tab: 0 },
    ],
  },
  "a word that begins a new conversation does not say what was read in the old one": {
    seed: 0,
    commands: [{ do: "type", tab: 0 }, { do: "wait", ms: 1_500 }, { do: "tokens expire" }, { do: "type", tab: 0 }],
  },
  "a word found on a device without a conversation does not say what was read in any": {
    seed: 0,
    commands: [
      { do: "type", tab: 0 },
      { do: "wait", ms: 1_500 },
      { do: "open tab" },
      { do: "clear site data" },
      { do: "type", tab: 0 },
    ],
  },
  "words stay in order when the clock is set back before the earlier ones are found": {
    seed: 0,
    commands: [
      { do: "type", tab: 0 },
      { do: "wait", ms: 30 },
      { do: "reload", tab: 0 },
      { do: "clock jumps", ms: -31_536_000_000 },
      { do: "type", tab: 0 },
      { do: "wait", ms: 30 },
      { do: "type", tab: 0 },
    ],
  },
  "pages of one conversation are not shown in another": {
    seed: 953572425,
    commands: [
      { do: "call", call: "send", mishap: { is: "refused", code: "unavailable" } },
      { do: "type", tab: 0 },
      { do: "wait", ms: 700 },
      { do: "open tab" },
      { do: "clear site data" },
      { do: "reply", count: 60 },
      { do: "wait", ms: 700 },
      { do: "type", tab: 0 },
      { do: "type", tab: 1 },
      { do: "wait", ms: 1_500 },
    ],
  },
  "a cursor of a past that is no more is not found on the next page view": {
    seed: 0,
    commands: [
      { do: "type", tab: 0 },
      { do: "wait", ms: 1_500 },
      { do: "backup restored", lost: 1 },
    ],
  },
  "a receipt asked for again in a new conversation does not say what was read in the old one": {
    seed: 0,
    commands: [
      { do: "type", tab: 0 },
      { do: "wait", ms: 700 },
      { do: "open panel", tab: 0 },
      { do: "tokens expire" },
      { do: "offline" },
      { do: "type", tab: 0 },
      { do: "wait", ms: 660_000 },
    ],
  },
  "a word that another tab did not hear of keeps its place before the next one": {
    seed: 0,
    commands: [
      { do: "type", tab: 0 },
      { do: "agents leave" },
      { do: "wait", ms: 660_000 },
      { do: "open tab" },
      { do: "type", tab: 1 },
      { do: "wait", ms: 660_000 },
      { do: "type", tab: 1 },
    ],
  },
  "a word written after an erasure outlives a frozen tab that hears of it late": {
    seed: 0,
    commands: [
      { do: "type", tab: 0 },
      { do: "wait", ms: 1_500 },
      { do: "type", tab: 0 },
      { do: "freeze", tab: 0 },
      { do: "erase" },
      { do: "open tab" },
      { do: "wait", ms: 1_500 },
      { do: "type", tab: 0 },
    ],
  },
  "a word written after an erasure outlives a tab that still has the old session to write down": {
    seed: 0,
    commands: [
      { do: "call", call: "send", mishap: { is: "unanswered", how: "breaks" } },
      { do: "call", call: "send", mishap: { is: "refused", code: "too-large" } },
      { do: "type", tab: 0 },
      { do: "wait", ms: 1_500 },
      { do: "open tab" },
      { do: "freeze", tab: 0 },
      { do: "wait", ms: 1_500 },
      { do: "thaw", tab: 0 },
      { do: "stall lines" },
      { do: "erase" },
      { do: "type", tab: 1 },
      { do: "wait", ms: 1_500 },
      { do: "type", tab: 0 },
    ],
  },
  "a tab in which somebody writes before the device has answered begins no conversation of its own": {
    seed: 0,
    commands: [
      { do: "type", tab: 0 },
      { do: "wait", ms: 1_500 },
      { do: "open tab" },
      { do: "type", tab: 1 },
      { do: "scroll up", tab: 1 },
    ],
  },
};
