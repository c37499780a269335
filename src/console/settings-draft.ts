/** The settings being edited: a copy of the saved ones that live events never overwrite while it differs from them. */
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import * as v from "valibot";
import { SiteSettings } from "../protocol/index.js";
import { type Call, readable } from "./calls.js";
import { asEdited, asSettings, type Edited, same } from "./edited-settings.js";
import type { Fate, Fresh } from "./fresh.js";

type Saving =
  | { readonly at: "idle" }
  | { readonly at: "saving" }
  | { readonly at: "saved" }
  /** Without a culprit the sentence belongs to the whole form. */
  | { readonly at: "failed"; readonly culprits: ReadonlySet<string>; readonly said: string | undefined };

/** "Send me a test", told apart from saving: it may be tried before anything is saved. */
export type Testing =
  | { readonly at: "idle" }
  | { readonly at: "asking" }
  | { readonly at: "sent"; readonly to: string }
  /** Without a sentence the marked fields say it. */
  | { readonly at: "failed"; readonly said: string | undefined };

export interface SettingsDraft {
  readonly edited: ReadonlySignal<Edited | undefined>;
  readonly isChanged: ReadonlySignal<boolean>;
  /** Somebody else has saved other settings since this copy was taken. */
  readonly isOutdated: ReadonlySignal<boolean>;
  readonly saving: ReadonlySignal<Saving>;
  edit(change: Partial<Edited>): void;
  /** Away with the changes: the saved settings again. */
  revert(): void;
  save(): Promise<void>;
  readonly testing: ReadonlySignal<Testing>;
  /** Mails this agent a sample of what visitors get with the settings as they stand here. */
  sendTest(): Promise<void>;
}

export function editSettings(saved: Fresh<SiteSettings>, call: Call, fate: Fate, until: AbortSignal): SettingsDraft {
  const base = signal<Edited | undefined>(undefined);
  const edited = signal<Edited | undefined>(undefined);
  const saving = signal<Saving>({ at: "idle" });
  const testing = signal<Testing>({ at: "idle" });
  const theirs = computed(() => (saved.shown.value.at === "here" ? asEdited(saved.shown.value.value) : undefined));
  const isChanged = computed(() => !same(edited.value, base.value));
  const take = (now: Edited | undefined) => {
    base.value = now;
    edited.value = now;
  };
  const stop = effect(() => {
    const now = theirs.value;
    if (now !== undefined && same(edited.peek(), base.peek())) take(now);
  });
  until.addEventListener("abort", stop);

  /** The settings if they can be used; else their culprits are marked. */
  const checked = (now: Edited): SiteSettings | undefined => {
    const sound = v.safeParse(SiteSettings, asSettings(now));
    if (sound.success) return sound.output;
    const culprits = new Set(sound.issues.map((issue) => v.getDotPath(issue) ?? ""));
    saving.value = { at: "failed", culprits, said: undefined };
    return undefined;
  };

  return {
    testing,
    async sendTest() {
      const now = edited.peek();
      if (now === undefined || testing.peek().at === "asking") return;
      const sound = checked(now);
      if (sound === undefined) {
        testing.value = { at: "failed", said: undefined };
        return;
      }
      testing.value = { at: "asking" };
      try {
        const { to } = await call("sendTest", { body: sound }, until);
        testing.value = { at: "sent", to };
      } catch (cause) {
        const error = readable(cause);
        if (error.code === "unauthorized") fate.failing(testing, error);
        testing.value = { at: "failed", said: error.message };
      }
    },
    edited,
    isChanged,
    isOutdated: computed(() => isChanged.value && theirs.value !== undefined && !same(theirs.value, base.value)),
    saving,
    edit(change) {
      const now = edited.peek();
      if (now === undefined) return;
      edited.value = { ...now, ...change };
      if (testing.peek().at !== "asking") testing.value = { at: "idle" };
      if (saving.peek().at !== "saving") saving.value = { at: "idle" };
    },
    revert() {
      take(theirs.peek());
      saving.value = { at: "idle" };
    },
    async save() {
      const now = edited.peek();
      if (now === undefined || saving.peek().at === "saving") return;
      const sound = checked(now);
      if (sound === undefined) return;
      saving.value = { at: "saving" };
      try {
        const answer = await call("saveSettings", { body: sound }, until);
        // What was typed while the answer was under way stays typed, and stays unsaved.
        const typedMeanwhile = !same(edited.peek(), now);
        base.value = asEdited(answer);
        if (!typedMeanwhile) edited.value = base.peek();
        saved.change(() => answer);
        saving.value = typedMeanwhile ? { at: "idle" } : { at: "saved" };
      } catch (cause) {
        const error = readable(cause);
        if (error.code === "unauthorized") fate.failing(saving, error);
        saving.value = { at: "failed", culprits: new Set(error.field === undefined ? [] : [error.field]), said: error.message };
      }
    },
  };
}
