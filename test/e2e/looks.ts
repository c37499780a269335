/** How the widget looks to the last property: what a page around it must not change. */
import { createHash } from "node:crypto";
import type { Page } from "playwright-core";

/** Each element of the shadow root that draws something, by where it stands: its box, and every computed property of it and of what is drawn before and after it. */
export type Looks = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Once nothing moves any more. */
export function looksOf(page: Page): Promise<Looks> {
  return page.evaluate(async () => {
    const host = document.querySelector("recado-chat");
    const root = host?.shadowRoot;
    if (!root) throw new Error("No chat on this page");
    await Promise.all(root.getAnimations().map(({ finished }) => finished));
    const styled = (element: Element, part: string) => {
      const style = getComputedStyle(element, part);
      const isDrawn = part === "" || part === "::placeholder" || !/^(none|normal)$/.test(style.content);
      // The page's own ones are handed down, and show in nothing of ours.
      const names = isDrawn ? [...style].filter((name) => !name.startsWith("--")) : [];
      return names.map((name) => [part + name, style.getPropertyValue(name)]);
    };
    // The host element and other empty ones draw nothing: wherever the page puts them, and whatever colour their text would have.
    const isSeen = (element: Element) => element.getBoundingClientRect().height > 1;
    return Object.fromEntries(
      [...root.querySelectorAll("*")].filter(isSeen).map((element, index) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const parts = ["", "::before", "::after", ...(element.matches("input, textarea") ? ["::placeholder"] : [])];
        return [
          `${index} ${element.localName}.${element.getAttribute("class") ?? ""}`,
          { box: [x, y, width, height].join(" "), ...Object.fromEntries(parts.flatMap((part) => styled(element, part))) },
        ];
      }),
    );
  });
}

/** `3 button.send color: red, not blue`, as many as there are. */
export function differences(seen: Looks, plain: Looks): string[] {
  const names = new Set([...Object.keys(seen), ...Object.keys(plain)]);
  return [...names].flatMap((name) => {
    const [ours, theirs] = [seen[name], plain[name]];
    if (!ours || !theirs) return [`${name} is ${ours ? "more" : "missing"}`];
    return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])]
      .filter((property) => ours[property] !== theirs[property])
      .map((property) => `${name} ${property}: ${ours[property]}, not ${theirs[property]}`);
  });
}

/** What tells one picture from another: of the middle of the panel and of the bubble, without the edges that let the page behind shine through. */
export async function picturesOf(page: Page): Promise<readonly string[]> {
  const pictures: string[] = [];
  for (const [selector, edge] of [
    ["recado-chat .panel", 24],
    ["recado-chat [part=launcher]", 12],
  ] as const) {
    const box = await page.locator(selector).boundingBox();
    if (!box) throw new Error(`${selector} is not to be seen`);
    const clip = { x: box.x + edge, y: box.y + edge, width: box.width - 2 * edge, height: box.height - 2 * edge };
    pictures.push(
      createHash("sha256")
        .update(await page.screenshot({ clip }))
        .digest("hex"),
    );
  }
  return pictures;
}
