/** What changes often draws itself and nothing else: counted, component by component. */
import { Fragment, options } from "preact";
import { expect, onTestFinished, test } from "vitest";
import { userEvent } from "vitest/browser";
import { until } from "../../until.js";
import { launcher, message, openChat, visit, write } from "./visit.js";

const MESSAGES = 9;
/** Whatever has been asked for by now is drawn. */
const rest = () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));

/** The names of what Preact draws from here on, by the hook that its own tools use; in builds and types it has no name. */
function drawn(): string[] {
  const hooks = options as { __r?: (vnode: { type: unknown }) => void };
  const before = hooks.__r;
  const names: string[] = [];
  hooks.__r = (vnode) => {
    if (typeof vnode.type === "function" && vnode.type !== Fragment) names.push(vnode.type.name);
    before?.(vnode);
  };
  onTestFinished(() => {
    if (before) hooks.__r = before;
  });
  return names;
}

/** How many rows and lines of time there are among them, which are then no more. */
const lines = (names: string[]): number => names.splice(0).filter((name) => name === "Steady").length;

async function conversation() {
  const visitor = await visit({ site: { contactForm: { whenOnline: "never", whenAway: "never", fields: [] } } });
  await openChat();
  for (let n = 1; n <= MESSAGES; n++) {
    await write(`Question ${n}`);
    await until(() => visitor.backend.agent.messages().length === n);
  }
  await until(() => visitor.root.querySelectorAll(".bubble").length === MESSAGES);
  await until(() => visitor.root.textContent?.includes("Sent"));
  await rest();
  return visitor;
}

test("a tick is drawn by itself; who is writing, too; a key by the field it goes into; and a reply by its own two lines", async () => {
  const { backend, root } = await conversation();
  const names = drawn();
  backend.agent.read(MESSAGES);
  await until(() => root.textContent?.includes("Seen"));
  await rest();
  // One group, one line of state.
  expect(names.splice(0)).toEqual(["Seen"]);

  backend.agent.typing(true);
  await until(() => root.querySelector(".writing"));
  await rest();
  expect(names.splice(0).sort()).toEqual(["Avatar", "Voice", "Writing"]);

  await userEvent.fill(message, "A");
  await rest();
  expect(names.splice(0).filter((name) => !["Composer", "Icon"].includes(name))).toEqual([]);

  backend.agent.reply("An answer");
  await until(() => root.textContent?.includes("An answer"));
  await rest();
  expect(lines(names)).toBeLessThanOrEqual(4);

  await write("Thank you");
  await until(() => backend.agent.messages().length === MESSAGES + 2);
  await until(() => root.querySelectorAll(".meta.sent").length === 2);
  await rest();
  // The message and its state: as it is written, on its way, and when it has come.
  expect(lines(names)).toBeLessThanOrEqual(6);

  await launcher.click();
  await until(() => root.querySelector(".panel[hidden]"));
  names.length = 0;
  await openChat();
  await rest();
  expect(names).toContain("Conversation");
  expect(lines(names)).toBe(0);
});

test("from the click to the field everything is drawn once", async () => {
  const { root } = await visit();
  const names = drawn();
  let before: readonly string[] | undefined;
  const watch = new MutationObserver(() => {
    if (root.querySelector(".panel:not([hidden]) textarea"))
      before ??= names.filter((name) => /^(App|Panel|Composer)$/.test(name));
  });
  watch.observe(root, { childList: true, subtree: true, attributes: true });
  onTestFinished(() => watch.disconnect());
  await launcher.click();
  expect(await until(() => before)).toEqual(["App", "Panel", "Composer"]);
});
