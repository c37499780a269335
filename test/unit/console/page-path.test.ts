/** Row 4 of the security checklist, for pages: a path is read as people write it, and shows all that is in it. */
import { expect, test } from "vitest";
import { pathOf } from "../../../src/console/page-path.js";

test.each([
  ["https://flora.example/", "/"],
  ["https://flora.example/%C3%B3leo/azeitona%20verde", "/óleo/azeitona verde"],
  ["https://flora.example/100%", "/100%"],
  ["https://flora.example/%E2%80%AEgnp.exe", "/%E2%80%AEgnp.exe"],
  ["https://flora.example/a%E2%80%8Bb%00%0A", "/a%E2%80%8Bb%00%0A"],
  ["https://flora.example/<img src=x onerror=pwn()>", "/<img src=x onerror=pwn()>"],
  ["no address at all", "no address at all"],
])("%s is %s", (page, path) => {
  expect(pathOf(page)).toBe(path);
});
