/** The simulated disk keeps the order that every browser's IndexedDB keeps (web-platform-tests, IndexedDB/transaction-scheduling-*). */
import { promisifyRequest } from "idb-keyval";
import { expect, test } from "vitest";
import { dice } from "./dice.js";
import { disk } from "./disk.js";
import { life } from "./life.js";
import { time } from "./time.js";

test("a page hears that it has written after what it read before, and reads after that what it has written", async () => {
  for (let seed = 0; seed < 50; seed++) {
    const clock = time(0);
    const doors = disk(clock, dice(seed)).doorsOf(life(clock));
    const heard: unknown[] = [];
    const write = (value: string) =>
      doors.relaxed("readwrite", (store) => {
        store.put(value, "key");
        return promisifyRequest(store.transaction);
      });
    const read = () => doors.look("readonly", (store) => promisifyRequest<unknown>(store.get("key")));

    void write("one").then(() => heard.push("written one"));
    void read().then((value) => heard.push(value));
    void write("two").then(() => heard.push("written two"));
    void read().then((value) => heard.push(value));
    await clock.advance(1_000);

    expect(heard).toEqual(["written one", "one", "written two", "two"]);
  }
});
