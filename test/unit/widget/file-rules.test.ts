import { describe, expect, test } from "vitest";
import { acceptOf, judge } from "../../../src/widget/file-rules.js";
import { fileSize } from "../../../src/widget/file-size.js";

const may = { largestBytes: 1_000, kinds: ["picture", "document"] };
const file = (name: string, type = "", size = 10) => ({ name, type, size });
const verdict = (...files: ReturnType<typeof file>[]) => judge(files, may).refused.map(({ because }) => because);

describe("a chosen file", () => {
  test("may go when its type or its extension is one of the kinds the site takes", () => {
    const fine = [
      file("a.PNG"),
      file("photo", "image/jpeg"),
      file("b.docx", "application/octet-stream"),
      file("c.csv", "text/csv"),
    ];
    expect(judge(fine, may)).toEqual({ fit: fine, refused: [] });
  });

  test.each([
    ["a program", file("setup.exe"), "kind"],
    ["a page", file("page.html", "text/html"), "kind"],
    ["a drawing that can run", file("logo.svg", "image/svg+xml"), "kind"],
    ["film, which this site does not take", file("film.mp4", "video/mp4"), "kind"],
    ["one without a name that says anything", file("README"), "kind"],
    ["one by its last extension only", file("a.png.exe"), "kind"],
    ["one that is too large", file("a.png", "", 1_001), "large"],
    ["an empty one", file("a.png", "", 0), "empty"],
  ])("does not go: %s", (_, one, because) => {
    expect(verdict(one)).toEqual([because]);
  });

  test("beyond ten is one too many, whatever else is refused", () => {
    const many = Array.from({ length: 12 }, (_, n) => file(`${n}.png`));
    const { fit, refused } = judge([file("a.exe"), ...many], may);
    expect(fit).toEqual(many.slice(0, 10));
    expect(refused.map(({ because }) => because)).toEqual(["kind", "many"]);
  });

  test("does not go anywhere the site takes nothing, and a kind younger than this code is none", () => {
    expect(judge([file("a.png")], { largestBytes: 1_000, kinds: [] }).fit).toEqual([]);
    expect(judge([file("a.png")], { largestBytes: 1_000, kinds: ["hologram"] }).fit).toEqual([]);
    expect(acceptOf({ largestBytes: 1_000, kinds: ["hologram"] })).toBe("");
  });
});

test("what a dialog offers is what would be taken, and nothing that runs", () => {
  const offered = acceptOf(may).split(",");
  for (const one of offered)
    expect([one, one.startsWith(".") ? verdict(file(`a${one}`)) : verdict(file("a", one))]).toEqual([one, []]);
  expect(offered.join()).not.toMatch(/html|svg|xml$|zip/);
});

test("a size is said as the language writes it", () => {
  expect([0, 1, 999, 1_000, 184_320, 9_999_999, 10_000_000, 2_500_000_000].map((bytes) => fileSize(bytes, "en"))).toEqual([
    ...["0 bytes", "1 byte", "999 bytes", "1 kB", "184 kB", "10 MB", "10 MB", "2.5 GB"],
  ]);
  expect(fileSize(2_300_000, "fr").replace(/\s/g, " ")).toBe("2,3 Mo");
});
