/** Somebody's page with our script tag on it, in a frame of its own: under the strictest policy there is, with a network that is written down. */
import { onTestFinished } from "vitest";
import { until } from "../../until.js";

/** Nothing but scripts of our host and calls to it. The nonce is only for the few lines that prepare the page. */
const POLICY = [
  "default-src 'none'",
  `script-src 'nonce-page' ${location.origin}`,
  `connect-src ${location.origin}`,
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const SITE = {
  id: "flora",
  name: "Flora Garden Shop",
  availability: "online",
  faces: [{ id: "amelie", name: "Amélie" }],
  contactForm: { whenOnline: "optional", whenAway: "required", fields: [{ name: "email", required: true }] },
  answersByEmail: true,
  accent: "#117755",
};

export interface Shop {
  readonly window: Window & typeof globalThis;
  readonly document: Document;
  /** Paths asked for by `fetch`. */
  readonly asked: readonly string[];
  /** Policy violations, uncaught errors, and what was written to the console as a warning or an error. */
  readonly complaints: readonly string[];
  readonly globals: () => string[];
  root(): Promise<ShadowRoot>;
  button(name: RegExp): Promise<HTMLButtonElement>;
}

export interface ShopGiven {
  /** Runs in the page before our script. */
  readonly before?: string;
  readonly body?: string;
  readonly tag?: string;
  readonly panel?: string;
}

const TAG = `<script type="module" src="${location.origin}/src/loader/index.ts" data-site="flora" data-server="${location.origin}"></script>`;

export async function shop({ before = "", body = "", tag = TAG, panel = "/src/widget.ts" }: ShopGiven = {}): Promise<Shop> {
  const frame = document.createElement("iframe");
  Object.assign(frame.style, {
    position: "fixed",
    inset: "0",
    width: "1000px",
    height: "760px",
    border: "0",
    background: "white",
    // A mouse that an earlier test has left there would be a hand near the bubble.
    pointerEvents: "none",
  });
  frame.srcdoc = `<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <script nonce="page">
      var __RECADO_PANEL__ = ${JSON.stringify(panel)}, asked = [], complaints = [];
      // The test server rewrites import() to go through its runner, which this page does not have.
      Object.defineProperty(globalThis, "__vitest_browser_runner__", { value: { wrapDynamicImport: (load) => load() } });
      addEventListener("securitypolicyviolation", (event) => {
        // The test server's own socket, which reloads pages while one works on them; nothing of ours speaks ws.
        if (!event.blockedURI.startsWith("ws:")) complaints.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample);
      });
      addEventListener("error", (event) => complaints.push(event.message));
      addEventListener("unhandledrejection", (event) => complaints.push(String(event.reason)));
      for (const level of ["warn", "error"]) console[level] = (...parts) => complaints.push(parts.join(" "));
      // What a browser may not answer from what it has kept, or has to ask for with another request before, shows what it was given.
      var fetch = async (request, { signal, credentials, ...more } = {}) => {
        asked.push(new URL(request.url ?? request, "${location.origin}").pathname + Object.keys(more));
        return Response.json(${JSON.stringify(SITE)});
      };
      ${before}
      var before = Object.keys(window);
    </script></head><body><main>${body}</main>${tag}</body></html>`;
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  document.body.append(frame);
  onTestFinished(() => frame.remove());
  await loaded;
  const page = frame.contentWindow as
    | (Window & typeof globalThis & { asked: string[]; complaints: string[]; before: string[] })
    | null;
  if (!page) throw new Error("The page did not load");
  const root = () => until(() => page.document.querySelector("recado-chat")?.shadowRoot);
  return {
    window: page,
    document: page.document,
    asked: page.asked,
    complaints: page.complaints,
    globals: () => Object.keys(page).filter((name) => !page.before.includes(name)),
    root,
    async button(name) {
      const place = await root();
      return until(() =>
        [...place.querySelectorAll("button")].find((button) => name.test(button.ariaLabel ?? button.textContent ?? "")),
      );
    },
  };
}

export { TAG };
