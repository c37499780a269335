import { expect, test } from "vitest";
import { makeKeep } from "../../../src/console/kept.js";

const ID = "018f0000-0000-7000-8000-000000000000";

function drawer(first?: string) {
  const texts = new Map(first === undefined ? [] : [["recado-desk", first]]);
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
    removeItem: (key: string) => void texts.delete(key),
  };
}

test("a draft outlives a reload, and belongs to the agent who wrote it", () => {
  const storage = drawer();
  const keep = makeKeep(storage);
  keep.claim("amelie");
  keep.change((kept) => ({ ...kept, drafts: { ana: "Dear Ana" } }));

  const again = makeKeep(storage);
  again.claim("amelie");
  expect(again.kept.value.drafts).toEqual({ ana: "Dear Ana" });
  again.claim("bruno");
  expect(again.kept.value.drafts).toEqual({});
});

test("a reply that was on its way comes back as not sent, with its text and its id", () => {
  const storage = drawer();
  const keep = makeKeep(storage);
  keep.claim("amelie");
  keep.change((kept) => ({ ...kept, outgoing: { ana: [{ id: ID, text: "Yes.", at: 1, state: { at: "sending" } }] } }));
  expect(makeKeep(storage).kept.value.outgoing.ana).toEqual([
    { id: ID, text: "Yes.", at: 1, state: { at: "failed", because: "interrupted" } },
  ]);
});

test("signing out leaves nothing in the drawer", () => {
  const storage = drawer();
  const keep = makeKeep(storage);
  keep.claim("amelie");
  keep.change((kept) => ({ ...kept, drafts: { ana: "Dear Ana" } }));
  expect(storage.texts.size).toBe(1);
  keep.forget();
  expect(storage.texts.size).toBe(0);
  expect(keep.kept.value.drafts).toEqual({});
});

test.each(["", "null", "{", '{"agent":1}', '{"agent":"a","drafts":[],"outgoing":{"x":[{}]}}'])(
  "%j in the drawer is nothing, and breaks nothing",
  (text) => {
    expect(makeKeep(drawer(text)).kept.value).toEqual({ agent: "", drafts: {}, outgoing: {} });
  },
);

test("where storage is refused, drafts are kept as long as the page lives", () => {
  const refuse = () => {
    throw new DOMException("denied", "SecurityError");
  };
  const keep = makeKeep({ getItem: refuse, setItem: refuse, removeItem: refuse });
  keep.claim("amelie");
  keep.change((kept) => ({ ...kept, drafts: { ana: "Dear Ana" } }));
  expect(keep.kept.value.drafts).toEqual({ ana: "Dear Ana" });
});
