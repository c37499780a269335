import { afterEach, expect, test, vi } from "vitest";
import { titleFlash } from "../../../src/widget/title-flash.js";

/** A document that has a title, and a clock that is turned by hand. */
function page(title: string) {
  const document = { title };
  vi.stubGlobal("document", document);
  let next = () => {};
  const flash = titleFlash((_, call) => {
    next = call;
    return () => {
      next = () => {};
    };
  });
  return { document, flash, turn: () => next() };
}
afterEach(() => void vi.unstubAllGlobals());

test("it takes turns with the page's own title, and leaves that behind", () => {
  const { document, flash, turn } = page("Olive trees");
  flash.start("1 new message");
  expect(document.title).toBe("1 new message");
  turn();
  expect(document.title).toBe("Olive trees");
  flash.start("2 new messages");
  turn();
  expect(document.title).toBe("2 new messages");
  flash.stop();
  expect(document.title).toBe("Olive trees");
  turn();
  expect(document.title).toBe("Olive trees");
});

test("what the page has put there meanwhile is newer than what we remember, at whichever moment it stops", () => {
  const { document, flash, turn } = page("Olive trees");
  flash.start("1 new message");
  document.title = "Cart (1)";
  flash.stop();
  expect(document.title).toBe("Cart (1)");
  flash.start("1 new message");
  document.title = "Cart (2)";
  turn();
  expect(document.title).toBe("1 new message");
  flash.stop();
  expect(document.title).toBe("Cart (2)");
});

test("stopped before it has begun it touches nothing", () => {
  const { document, flash } = page("Olive trees");
  flash.stop();
  expect(document.title).toBe("Olive trees");
});
