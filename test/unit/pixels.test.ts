import { expect, test } from "vitest";
import { sizeOf } from "../../src/server/attachments/pixels.js";
import { jpeg } from "../pictures.js";

const size = (bytes: Buffer) => sizeOf("image/jpeg", bytes);

test.each(["II", "MM"] as const)(
  "a photograph that was taken upright is as tall as it is shown, whichever way its numbers are written (%s)",
  (order) => {
    const shown = [1, 2, 3, 4, 5, 6, 7, 8].map((value) => size(jpeg(400, 300, { value, order })));
    const lying = { width: 400, height: 300 };
    const upright = { width: 300, height: 400 };
    expect(shown).toEqual([lying, lying, lying, lying, upright, upright, upright, upright]);
  },
);

test("an orientation that makes no sense, or is cut, changes nothing and refuses nobody", () => {
  const lying = { width: 400, height: 300 };
  expect(size(jpeg(400, 300))).toEqual(lying);
  for (const value of [0, 9, 65_535]) expect(size(jpeg(400, 300, { value, order: "II" }))).toEqual(lying);
  const whole = jpeg(400, 300, { value: 6, order: "MM" });
  const exif = whole.indexOf("Exif");
  // Every byte of it, one at a time, as somebody may have it.
  for (let at = exif; at < whole.indexOf(Buffer.from([0xff, 0xff, 0xc2])); at++) {
    const torn = Buffer.from(whole);
    torn[at] = 0xff - (torn[at] ?? 0);
    expect([lying, { width: 300, height: 400 }]).toContainEqual(size(torn));
  }
});
