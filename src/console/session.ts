/** Who sits at the desk: finds a session, opens one with a link, notices its end. The desk itself is desk.ts. */
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { backoff } from "../client/backoff.js";
import type { ChatError } from "../client/errors.js";
import { type Call, makeCalls, readable } from "./calls.js";
import { type Desk, openDesk } from "./desk.js";
import { type Keep, makeKeep } from "./kept.js";
import { pause } from "./pause.js";
import { followPlace, type Place } from "./place.js";
import type { World } from "./world.js";

export type Phase =
  | { readonly at: "looking"; readonly isOffline: boolean }
  /** A link waits for the agent's click: mail scanners open links, people press buttons. */
  | { readonly at: "link"; readonly secret: string; readonly using: boolean; readonly error: ChatError | undefined }
  | { readonly at: "signed-out"; readonly because: "no-session" | "ended" | "link-spent" | "left" }
  | { readonly at: "desk"; readonly desk: Desk };

export interface Session {
  readonly phase: ReadonlySignal<Phase>;
  readonly place: ReadonlySignal<Place>;
  /** Uses the link up. */
  signIn(): Promise<void>;
  /** Mails a link, if there is an agent with this address: the answer is the same when there is none. Rejects with a ChatError. */
  requestLink(email: string): Promise<void>;
  signOut(): Promise<void>;
}

export function openSession(world: World, until: AbortSignal): Session {
  const call: Call = makeCalls(world.fetch);
  const keep: Keep = makeKeep(world.storage);
  const place = followPlace(until);
  const visible = signal(document.visibilityState === "visible");
  const phase = signal<Phase>({ at: "looking", isOffline: false });
  let ofDesk = new AbortController();

  const sit = (agent: string) => {
    ofDesk.abort();
    ofDesk = new AbortController();
    const its = AbortSignal.any([until, ofDesk.signal]);
    keep.claim(agent);
    const desk = openDesk({ world, call, keep, place, visible, until: its, onSignedOut: () => leave("ended") });
    phase.value = { at: "desk", desk };
  };
  const leave = (because: "ended" | "left") => {
    ofDesk.abort();
    if (because === "left") keep.forget();
    phase.value = { at: "signed-out", because };
  };

  /** Is there a session? Asks until there is an answer. */
  const look = async () => {
    for (let failures = 0; !until.aborted; ) {
      try {
        const me = await call("me", {}, until);
        const now = phase.peek().at;
        if (now === "looking" || now === "signed-out") sit(me.agent.id);
        return;
      } catch (cause) {
        const error = readable(cause);
        if (error.code === "aborted") return;
        if (!error.isTransient) {
          if (phase.peek().at === "looking") phase.value = { at: "signed-out", because: "no-session" };
          return;
        }
        if (phase.peek().at === "looking") phase.value = { at: "looking", isOffline: true };
        await pause(backoff(failures++, world.random, error.retryAfterMs), until);
      }
    }
  };

  const stop = effect(() => {
    const now = place.value;
    if (now.at !== "sign-in") return;
    ofDesk.abort();
    phase.value =
      now.secret === undefined
        ? { at: "signed-out", because: "link-spent" }
        : { at: "link", secret: now.secret, using: false, error: undefined };
  });
  const onLook = () => {
    visible.value = document.visibilityState === "visible";
    const now = phase.peek();
    // Signed in again in another tab: this one, with what was being written in it, comes back by itself.
    if (visible.value && now.at === "signed-out" && now.because !== "left") void look();
  };
  document.addEventListener("visibilitychange", onLook, { signal: until });
  window.addEventListener("focus", onLook, { signal: until });
  until.addEventListener("abort", stop);
  if (phase.peek().at === "looking") void look();

  return {
    phase,
    place,
    async signIn() {
      const now = phase.peek();
      if (now.at !== "link" || now.using) return;
      phase.value = { ...now, using: true, error: undefined };
      try {
        const me = await call("signIn", { body: { link: now.secret } }, until);
        sit(me.agent.id);
      } catch (cause) {
        const error = readable(cause);
        // A busy or silent server leaves the link whole; any other answer means that it is used up or too old.
        phase.value = error.isTransient ? { ...now, using: false, error } : { at: "signed-out", because: "link-spent" };
        // An old link followed by somebody who is signed in already: nothing is wrong, then.
        if (!error.isTransient) void look();
      }
    },
    async requestLink(email) {
      await call("requestLink", { body: { email } }, until);
    },
    async signOut() {
      try {
        await call("signOut", {}, until);
      } catch (cause) {
        // No session any more is what was asked for; anything else must not look like having left.
        if (readable(cause).code !== "unauthorized") throw cause;
      }
      leave("left");
    },
  };
}
