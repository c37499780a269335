/** Text is text, whatever it looks like: the only elements in a message are links that lead where they say. */
import { cleanup, render, screen } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { linked } from "../../../src/widget/text.js";
import { elementsIn } from "../../elements-in.js";
import { HOSTILE_TEXTS } from "../../hostile-texts.js";

const Text = ({ text, onFollow }: { readonly text: string; readonly onFollow?: () => void }) => linked(text, onFollow);

afterEach(cleanup);

test("addresses become links in a tab of their own that knows nothing of this one", () => {
  const followed = vi.fn();
  render(<Text text="See https://flora.example/covers or mail ana@example.com." onFollow={followed} />);
  const links = screen
    .getAllByRole("link")
    .map((link) => [link.textContent, link.getAttribute("href"), link.getAttribute("rel")]);
  expect(links[0]).toEqual(["https://flora.example/covers", "https://flora.example/covers", "noopener noreferrer nofollow ugc"]);
  expect(links.every(([, href]) => /^(https?|mailto|tel):/.test(href ?? ""))).toBe(true);
  const [link] = screen.getAllByRole("link");
  link?.addEventListener("click", (event) => event.preventDefault());
  link?.click();
  expect(followed).toHaveBeenCalledOnce();
});

test("the hostile texts are at least three hundred, none of them twice", () => {
  expect(new Set(HOSTILE_TEXTS).size).toBeGreaterThanOrEqual(300);
  expect(new Set(HOSTILE_TEXTS).size).toBe(HOSTILE_TEXTS.length);
});

test.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 60), text]))("%j stays the text it is", (_short, text) => {
  const { container } = render(<Text text={text} />);
  expect(container.textContent).toBe(text);
  expect(elementsIn(container).filter((element) => !/^a( (class|href|rel|target|title))+$/.test(element))).toEqual([]);
  for (const link of container.querySelectorAll("a")) {
    expect(link.protocol).toMatch(/^(https?|mailto|tel):$/);
    expect(link.username + link.password).toBe("");
  }
});
