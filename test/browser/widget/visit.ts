/** A visitor before a page with our chat on it: the real widget on the backend in memory, gone with the test. */
import { expect, onTestFinished } from "vitest";
import { type Locator, page, userEvent } from "vitest/browser";
import { type MemoryBackend, memory } from "../../../src/adapters/memory.js";
import type { Abilities, Backend } from "../../../src/client/backend.js";
import { ChatError } from "../../../src/client/errors.js";
import { type MountSettings, mount, type Recado } from "../../../src/index.js";
import type { ContactForm, Site } from "../../../src/protocol/index.js";
import { until } from "../../until.js";

export const message = page.getByRole("textbox", { name: "Message" });
export const email = page.getByRole("textbox", { name: "E-mail" });
export const sendButton = page.getByRole("button", { name: "Send", exact: true });
export const launcher = page.getByRole("button", { name: /^Open chat/ });
export const dialog = page.getByRole("dialog", { name: "Flora Garden Shop" });

const FORM: ContactForm = {
  whenOnline: "optional",
  whenAway: "required",
  fields: [
    { name: "email", required: true },
    { name: "name", required: false },
  ],
  consent: { text: "Only used to answer you.", link: "https://flora.example/privacy" },
};
const FACES = [
  { id: "amelie", name: "Amélie" },
  { id: "tiago", name: "Tiago Reis" },
];

export interface Visit {
  readonly recado: Recado;
  readonly backend: MemoryBackend;
  readonly root: ShadowRoot;
  /** What the page says; changed, the next page view says it. */
  readonly settings: { -readonly [name in keyof NonNullable<VisitGiven["settings"]>]: NonNullable<VisitGiven["settings"]>[name] };
  /** The next page view of the same device. */
  comeBack(): void;
  /** What goes wrong with every call from now on; undefined: nothing any more. */
  breakLine(error: ChatError | undefined): void;
}

export interface VisitGiven {
  readonly site?: Partial<Site>;
  /** What the backend cannot do, although it could. */
  readonly can?: Partial<Abilities>;
  /** What it can besides. */
  readonly dossier?: Backend["dossier"];
  readonly settings?: Partial<Omit<MountSettings, "backend" | "server">>;
}

let visits = 0;

export async function visit({ site, settings: said = {}, can, dossier }: VisitGiven = {}): Promise<Visit> {
  await page.viewport(1280, 800);
  const inner = memory({
    site: { id: "flora", name: "Flora Garden Shop", faces: FACES, contactForm: FORM, replyTime: "minutes", ...site },
    agent: { id: "amelie", name: "Amélie" },
  });
  const settings = { ...said };
  // Files are carried as it does by then: a test may put another way in its place.
  const upload: MemoryBackend["upload"] = (...args) => inner.upload(...args);
  const more = { upload, ...(dossier && { dossier }) };
  const line = breakable({ ...inner, ...more, can: { ...inner.can, ...(dossier && { dossier: true }), ...can } });
  // A name of its own for every visit: what one test leaves on the device is no other test's conversation.
  const name = `flora-${visits++}-${Date.now()}`;
  const enter = () => mount({ site: name, backend: line.backend, ...settings });
  let recado = enter();
  onTestFinished(async () => {
    await recado.reset();
    recado.destroy();
  });
  return {
    get recado() {
      return recado;
    },
    get root() {
      const root = document.querySelector("recado-chat")?.shadowRoot;
      if (!root) throw new Error("The widget is not on the page");
      return root;
    },
    backend: inner,
    settings,
    breakLine: line.break,
    comeBack() {
      recado.destroy();
      recado = enter();
    },
  };
}

export async function openChat(): Promise<void> {
  await launcher.click();
  await expect.element(message).toBeVisible();
  await hasFocus(message);
}

export async function write(text: string): Promise<void> {
  await userEvent.fill(message, text);
  await userEvent.keyboard("{Enter}");
}

/** Waits until a control inside the widget has the focus; from outside only the host element would be seen to have it. */
export function hasFocus(control: Locator): Promise<boolean> {
  return until(() => {
    const focused = document.querySelector("recado-chat")?.shadowRoot?.activeElement;
    return focused != null && focused === control.elements()[0];
  });
}

export const isAway: Partial<Site> = { availability: "away" };

/** The network between the client and a backend, which may be cut. */
function breakable(inner: MemoryBackend): { backend: MemoryBackend; break: (error: ChatError | undefined) => void } {
  let trouble: ChatError | undefined;
  const lines = new Set<(error: ChatError) => void>();
  const through = <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) => {
    return (...args: Args): Promise<Answer> => (trouble ? Promise.reject(trouble) : call(...args));
  };
  return {
    break(error) {
      trouble = error;
      if (error) for (const cut of lines) cut(error);
    },
    backend: {
      ...inner,
      site: through(inner.site),
      open: through(inner.open),
      confirm: through(inner.confirm),
      pull: through(inner.pull),
      send: through(inner.send),
      markRead: through(inner.markRead),
      identify: through(inner.identify),
      typing: through(inner.typing),
      rate: through(inner.rate),
      erase: through(inner.erase),
      upload: through(inner.upload),
      listen: through(
        (after, onEvent, signal) =>
          new Promise((resolve, reject) => {
            const own = new AbortController();
            const cut = (error: ChatError) => {
              own.abort();
              reject(error);
            };
            lines.add(cut);
            signal.addEventListener("abort", () => own.abort());
            inner.listen(after, onEvent, own.signal).then(resolve, reject);
            own.signal.addEventListener("abort", () => lines.delete(cut));
          }),
      ),
    },
  };
}

export const offline = new ChatError("offline", "No answer came");
