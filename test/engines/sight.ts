/** Finds things in a page as a person does: by what they are, what they are called and what stands there to be read. Looks into open shadow roots too. */
import { until } from "../until.js";
import type { Window } from "./engine.js";

type Role = "button" | "textbox" | "link";

/** Clicks it once it stands still, and nothing lies over it. */
export async function click(window: Window, role: Role, name: RegExp): Promise<void> {
  let last = "";
  const point = await until(async () => {
    const found = await window.look(middleOf, role, name.source);
    const stands = JSON.stringify(found) === last;
    last = JSON.stringify(found);
    return stands ? found : undefined;
  }).catch(async (cause) => {
    throw new Error(`No ${role} ${name} to click in:\n${await readAll(window)}`, { cause });
  });
  await window.clickAt(point.x, point.y);
}

/** In the page. Its middle, if it can be hit there. */
function middleOf(role: Role, name: string): { readonly x: number; readonly y: number } | null {
  const selectors = { button: "button", link: "a[href]", textbox: "textarea, input:not([type=checkbox], [type=radio])" };
  const all = (root: Document | ShadowRoot): Element[] =>
    [...root.querySelectorAll("*")].flatMap((element) => (element.shadowRoot ? all(element.shadowRoot) : [element]));
  const nameOf = (element: Element) => {
    const labels = (element as HTMLInputElement).labels ?? [];
    return element.getAttribute("aria-label") ?? ([...labels][0] ?? element).textContent ?? "";
  };
  for (const element of all(document)) {
    if (!element.matches(selectors[role]) || !new RegExp(name).test(nameOf(element).trim())) continue;
    element.scrollIntoView({ block: "nearest" });
    const box = element.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const hit = (element.getRootNode() as ShadowRoot).elementFromPoint(x, y);
    if (box.width > 0 && hit && element.contains(hit)) return { x, y };
  }
  return null;
}

/** All that stands on the page to be read. */
const readAll = (window: Window): Promise<string> =>
  window.look(() => {
    const chat = document.querySelector("recado-chat")?.shadowRoot?.querySelector<HTMLElement>(".recado");
    return [document.body.innerText, chat?.innerText ?? ""].join("\n");
  });

export async function reads(window: Window, text: string | RegExp, withinMs?: number): Promise<void> {
  const fits = (shown: string) => (typeof text === "string" ? shown.includes(text) : text.test(shown));
  await until(async () => fits(await readAll(window)), withinMs).catch(async (cause) => {
    throw new Error(`Not to be read: ${text}, in:\n${await readAll(window)}`, { cause });
  });
}
