/** Text is text, whatever it looks like: the only elements in a message are links that lead where they say. */
import { cleanup, render, screen } from "@testing-library/preact";
import { afterEach, expect, test, vi } from "vitest";
import { Text } from "../../../src/widget/text.js";

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

test.each([
  "<img src=x onerror=alert(1)>",
  "<script>alert(1)</script>",
  "<svg/onload=alert(1)>",
  "<a href=javascript:alert(1)>click</a>",
  "javascript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  '"><iframe srcdoc="<script>alert(1)</script>">',
  "&lt;b&gt;bold&lt;/b&gt;",
  "{{constructor.constructor('alert(1)')()}}",
])("%j stays the text it is", (text) => {
  const { container } = render(<Text text={text} />);
  expect(container.textContent).toBe(text);
  expect([...container.querySelectorAll("*")].filter((element) => element.tagName !== "A")).toEqual([]);
  for (const link of container.querySelectorAll("a")) expect(link.protocol).toMatch(/^(https?|mailto|tel):$/);
});
