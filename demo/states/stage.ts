/** A page with the widget on it, and the hands of a visitor and of an agent: what it takes to bring about any state. */
import { type MemoryBackend, memory } from "../../src/adapters/memory.js";
import { ChatError } from "../../src/client/errors.js";
import { type Look, mount, type Recado } from "../../src/index.js";
import type { Site } from "../../src/protocol/index.js";

export interface Stage {
  readonly recado: Recado;
  readonly backend: MemoryBackend;
  /** Opens the panel. */
  open(): Promise<void>;
  write(text: string): Promise<void>;
  /** Types into a field of the contact form. */
  fill(name: "email" | "name", text: string): Promise<void>;
  /** Submits the contact form. */
  submit(): Promise<void>;
  /** Waits for an element of the widget. */
  shown(selector: string): Promise<HTMLElement>;
  /** The same, where it may be on no screen: what phones need not show. */
  found(selector: string): Promise<HTMLElement>;
  /** Lets go of files over the panel. */
  drop(...files: File[]): Promise<void>;
  /** From now on nothing of a file arrives beyond this share. */
  stall(share: number): void;
  /** Whoever asks from now on what the site is waits for an answer. */
  hush(): void;
  /** What lies further up in a conversation is asked for from now on, and does not come. */
  holdOlder(): void;
  /** From now on every call fails with this code; undefined: none any more. */
  fail(code: "offline" | "rate-limited" | "bad-request" | undefined): void;
}

const FACES = [
  { id: "amelie", name: "Amélie Moreau" },
  { id: "tiago", name: "Tiago Reis" },
  { id: "ines", name: "Inês Duarte" },
];

export function createStage(site: Partial<Site>, look: Look): Stage {
  const inner = memory({
    site: {
      id: "flora",
      name: "Flora Garden Shop",
      faces: FACES,
      replyTime: "minutes",
      contactForm: {
        whenOnline: "optional",
        whenAway: "required",
        fields: [
          { name: "email", required: true },
          { name: "name", required: false },
        ],
        consent: { text: "Only used to answer you.", link: "https://flora.example/privacy" },
      },
      uploads: { largestBytes: 10_000_000, kinds: ["picture", "document"] },
      ...site,
    },
    agent: { id: "amelie", name: "Amélie Moreau" },
  });
  let trouble: ChatError | undefined;
  let stalledAt: number | undefined;
  let isHushed = false;
  let isOlderHeld = false;
  const cuts = new Set<() => void>();
  const through =
    <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
    (...args: Args): Promise<Answer> =>
      trouble ? Promise.reject(trouble) : call(...args);
  const backend: MemoryBackend = {
    ...inner,
    open: through(inner.open),
    site: (signal) => (isHushed ? new Promise<never>(() => {}) : inner.site(signal)),
    pull: through((range, signal) =>
      isOlderHeld && range.before !== undefined ? new Promise<never>(() => {}) : inner.pull(range, signal),
    ),
    send: through(inner.send),
    markRead: through(inner.markRead),
    identify: through(inner.identify),
    rate: through(inner.rate),
    erase: through(inner.erase),
    upload: through((file, onProgress, signal) => {
      if (stalledAt === undefined) return inner.upload(file, onProgress, signal);
      onProgress(Math.floor(file.content.size * stalledAt));
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(new ChatError("aborted", "Nobody waits for it any more")));
      });
    }),
    listen: through((after, onEvent, signal) => {
      const own = new AbortController();
      const cut = new Promise<never>((_, reject) => {
        cuts.add(() => {
          own.abort();
          reject(trouble);
        });
      });
      return Promise.race([inner.listen(after, onEvent, AbortSignal.any([signal, own.signal])), cut]);
    }),
  };
  // A visitor nobody knows yet, at every visit.
  const recado = mount({ site: `state-${crypto.randomUUID()}`, backend, ...look });

  const found = async (selector: string, isThere = (_: HTMLElement): boolean => true): Promise<HTMLElement> => {
    for (;;) {
      const element = document.querySelector("recado-chat")?.shadowRoot?.querySelector<HTMLElement>(selector);
      if (element && isThere(element)) return element;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const shown = (selector: string) => found(selector, (element) => element.checkVisibility());
  const type = async (selector: string, text: string): Promise<HTMLElement> => {
    const field = (await shown(selector)) as HTMLInputElement | HTMLTextAreaElement;
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    return field;
  };
  return {
    recado,
    backend: inner,
    shown,
    found: (selector) => found(selector),
    async open() {
      recado.open();
      await shown("textarea");
    },
    async write(text) {
      const field = await type("textarea", text);
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true, cancelable: true }));
    },
    fill: async (name, text) => void (await type(`input[name=${name}]`, text)),
    submit: async () => (await shown("form.card button.go")).click(),
    async drop(...files) {
      const dataTransfer = new DataTransfer();
      for (const file of files) dataTransfer.items.add(file);
      const panel = await shown("[role=dialog]");
      panel.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, composed: true, cancelable: true }));
    },
    stall(share) {
      stalledAt = share;
    },
    hush() {
      isHushed = true;
    },
    holdOlder() {
      isOlderHeld = true;
    },
    fail(code) {
      trouble = code && new ChatError(code, "As this state has it");
      if (code === "offline") for (const cut of cuts) cut();
    },
  };
}
