/** The people of the story, in any engine: what they do with their hands, and what they read. */
import { expect } from "vitest";
import { until } from "../until.js";
import type { Window } from "./engine.js";
import { click, reads } from "./sight.js";

export interface Visitor {
  readonly window: Window;
  openChat(): Promise<void>;
  write(text: string): Promise<void>;
  giveEmail(email: string): Promise<void>;
  /** The texts of the conversation, oldest first. */
  texts(): Promise<string[]>;
}

export function visitorIn(window: Window): Visitor {
  return {
    window,
    async openChat() {
      await click(window, "button", /^Open chat/);
      await until(async () => (await focused(window)) === "Message");
    },
    async write(text) {
      await click(window, "textbox", /^Message$/);
      await window.type(text);
      await window.press("Enter");
      await until(async () => (await textsIn(window)).includes(text));
    },
    async giveEmail(email) {
      await click(window, "textbox", /^E-mail/);
      await window.type(email);
      await click(window, "button", /^Send my messages?$/);
    },
    texts: () => textsIn(window),
  };
}

const textsIn = (window: Window): Promise<string[]> =>
  window.look(() =>
    [...(document.querySelector("recado-chat")?.shadowRoot?.querySelectorAll(".bubble .text") ?? [])].map(
      ({ textContent }) => textContent ?? "",
    ),
  );

/** What the keyboard would write into, by its name. */
export const focused = (window: Window): Promise<string | null> =>
  window.look(() => {
    const deepest = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    return deepest?.getAttribute("aria-label") ?? deepest?.textContent ?? null;
  });

export interface Agent {
  readonly window: Window;
  open(contact: string): Promise<void>;
  reply(text: string): Promise<void>;
  /** What stands under the reply: what became of it. */
  becomes(text: string, fate: string): Promise<void>;
}

export async function signIn(window: Window, link: string): Promise<Agent> {
  await window.goTo(link);
  await click(window, "button", /^Sign in$/);
  await reads(window, "Inbox");
  return {
    window,
    async open(contact) {
      await click(window, "link", new RegExp(contact));
      await until(() => window.look(() => document.querySelector("textarea") !== null));
    },
    async reply(text) {
      await click(window, "textbox", /^Reply/);
      await window.type(text);
      await click(window, "button", /^Send$/);
      await until(() => window.look((sent) => document.querySelector("[role=log]")?.textContent?.includes(sent), text));
    },
    async becomes(text, fate) {
      const under = () =>
        window.look(
          (sent) => [...document.querySelectorAll(".message")].find((one) => one.textContent?.includes(sent))?.textContent,
          text,
        );
      await until(async () => (await under())?.includes(fate)).catch(async () => expect(await under()).toContain(fate));
    },
  };
}
