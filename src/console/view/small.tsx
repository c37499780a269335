/** Small pieces that several places draw alike: faces, times, empty states. */
import { type ReadonlySignal, useComputed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { faceColour } from "../../widget/face-colour.js";
import { initialsOf } from "../faces.js";
import { agoOf, exactly } from "../times.js";

/** A coloured circle with initials. It says nothing that the name beside it does not. */
export function Face({ id, name, isHere = false }: { id: string; name: string | undefined; isHere?: boolean }) {
  return (
    <span class={`face ${isHere ? "is-here" : ""}`} style={{ background: faceColour(id) }} aria-hidden="true">
      {initialsOf(name) || "?"}
    </span>
  );
}

export function Time({ at, text }: { at: number; text: string }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={exactly(at)}>
      {text}
    </time>
  );
}

/** How long something has lasted; only these few letters are drawn anew as time passes. */
export function Since({ at, now, say }: { at: number; now: ReadonlySignal<number>; say: (span: string) => string }) {
  return <>{useComputed(() => say(agoOf(now.value - at)))}</>;
}

export function Empty({ title, text, children }: { title: string; text?: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {text === undefined ? null : <p>{text}</p>}
      {children}
    </div>
  );
}
