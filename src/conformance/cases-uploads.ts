/** Files that go along with a message: whole, once, their visitor's alone, and never instead of the message. */
import type { Upload } from "../client/backend.js";
import type { Attachment } from "../protocol/index.js";
import type { BackendNeed, BackendWorld } from "./backend-world.js";
import { Broken, type Case } from "./case.js";
import { holds, refused, same } from "./check.js";
import { draft, NEVER, newVisitor, type Visitor } from "./visitor.js";

/** Plain text of so many bytes, no two pieces of it alike. */
function text(bytes: number): Uint8Array<ArrayBuffer> {
  const lines = Array.from({ length: Math.ceil(bytes / 8) }, (_, n) => `${String(n).padStart(7, "0")}\n`);
  return new TextEncoder().encode(lines.join("")).slice(0, bytes);
}

function file(name: string, content: Uint8Array<ArrayBuffer>): Upload {
  return { id: draft("").id, name, content: new Blob([content]) };
}

async function upload({ backend }: Visitor, given: Upload, onProgress = (_: number) => {}, signal = NEVER) {
  if (backend.upload === undefined) throw new Broken("The backend says it can upload, and has no upload()");
  return backend.upload(given, onProgress, signal);
}

async function fetched({ backend }: Visitor, id: string): Promise<string> {
  if (backend.fileAddress === undefined) throw new Broken("The backend says it can upload, and has no fileAddress()");
  return (await fetch(await backend.fileAddress(id, NEVER))).text();
}

const LARGE = 300_000;

/** Without their ids: a service may number a file only once its message is stored. */
const described = (files: readonly Attachment[] | undefined) => files?.map(({ id: _, ...file }) => file);

export const uploads: readonly Case<BackendWorld, BackendNeed>[] = [
  {
    name: "a file goes along with the message that names it, and comes back byte for byte",
    promise: "What the visitor attached is what the agent opens.",
    needs: ["uploads"],
    async run(world) {
      const visitor = await newVisitor(world);
      const [first, second] = [file("one.txt", text(LARGE)), file("two.txt", text(10))];
      const attached = [await upload(visitor, first), await upload(visitor, second)];
      same(
        attached.map(({ name, bytes }) => [name, bytes]),
        [
          ["one.txt", LARGE],
          ["two.txt", 10],
        ],
        "Names and sizes",
      );
      const sent = await visitor.backend.send({ ...draft(""), files: [first.id, second.id] }, NEVER);
      same(described(sent.attachments), described(attached), "The files of the message, in the order of the draft");
      const { messages } = await visitor.backend.pull({}, NEVER);
      same(messages.at(-1)?.attachments, sent.attachments, "The files of the message as pulled");
      holds(
        (await fetched(visitor, sent.attachments?.[0]?.id ?? "")) === (await first.content.text()),
        "The file came back as another one",
      );
    },
  },
  {
    name: "progress begins anywhere, only grows, and ends with the whole",
    promise: "A bar that moves tells the visitor that it is worth waiting.",
    needs: ["uploads"],
    async run(world) {
      const told: number[] = [];
      await upload(await newVisitor(world), file("notes.txt", text(LARGE)), (received) => told.push(received));
      holds(told.length > 1, `Progress was told ${told.length} times of ${LARGE} bytes`);
      same(
        [...told].sort((a, b) => a - b),
        told,
        "The numbers in their order",
      );
      same(told.at(-1), LARGE, "The last number");
    },
  },
  {
    name: "an upload under the same id is the same file",
    promise: "A lost answer costs a retry, never a second file.",
    needs: ["uploads"],
    async run(world) {
      const visitor = await newVisitor(world);
      const notes = file("notes.txt", text(1_000));
      const first = await upload(visitor, notes);
      same(await upload(visitor, notes), first, "The answer to the second attempt");
      const sent = await visitor.backend.send({ ...draft("see"), files: [notes.id] }, NEVER);
      same(described(sent.attachments), described([first]), "The files of the message");
    },
  },
  {
    name: "an upload that was cut goes on under the same id, or begins anew, and is whole in the end",
    promise: "A tunnel in the middle of a film costs a part of it, not the message.",
    needs: ["uploads"],
    async run(world) {
      const visitor = await newVisitor(world);
      const notes = file("notes.txt", text(LARGE));
      const cut = new AbortController();
      const stopAt = (received: number) => received > 0 && cut.abort();
      await upload(visitor, notes, stopAt, cut.signal).then(
        () => holds(false, "An upload whose signal ended was finished all the same"),
        () => undefined,
      );
      const said = { ...draft("see"), files: [notes.id] };
      await refused(visitor.backend.send(said, NEVER), ["upload-needed"], "A message whose file is not whole");
      await upload(visitor, notes);
      const { attachments = [] } = await visitor.backend.send(said, NEVER);
      same(attachments.length, 1, "The files of the message");
      holds((await fetched(visitor, attachments[0]?.id ?? "")) === (await notes.content.text()), "The file is not what was sent");
    },
  },
  {
    name: "a message that names a file nobody uploaded is refused, and is not stored",
    promise: "There is no message without its files.",
    needs: ["uploads"],
    async run(world) {
      const visitor = await newVisitor(world);
      const said = { ...draft("see"), files: [draft("").id] };
      const error = await refused(visitor.backend.send(said, NEVER), ["upload-needed"], "A message without its file");
      holds(error.isTransient, "Uploading again cures it, so it must be worth another try");
      same((await visitor.backend.pull({}, NEVER)).messages, [], "What is stored");
    },
  },
  {
    name: "a file is its visitor's alone: nobody else sends it or fetches it",
    promise: "What was meant for the shop is seen by the shop.",
    needs: ["uploads"],
    async run(world) {
      const [visitor, other] = [await newVisitor(world), await newVisitor(world)];
      const notes = file("notes.txt", text(100));
      await upload(visitor, notes);
      const said = { ...draft("mine now"), files: [notes.id] };
      await refused(other.backend.send(said, NEVER), ["upload-needed"], "Another visitor's file in a message");
      const { attachments = [] } = await visitor.backend.send({ ...draft("mine"), files: [notes.id] }, NEVER);
      const asked = other.backend.fileAddress?.(attachments[0]?.id ?? "", NEVER) ?? Promise.reject();
      await refused(asked, ["not-found"], "The address of another visitor's file");
    },
  },
  {
    name: "a page that calls itself something else is refused for good, and the next message is taken",
    promise: "A file that cannot be taken does not block the queue behind it.",
    needs: ["uploads"],
    async run(world) {
      const visitor = await newVisitor(world);
      const page = file("notes.txt", new TextEncoder().encode("<!doctype html><script>alert(1)</script>"));
      const error = await refused(upload(visitor, page), ["kind-refused"], "A page");
      holds(!error.isTransient, "A refusal of the file itself must not be worth a retry");
      same((await visitor.backend.send(draft("hello"), NEVER)).seq, 1, "The number of the next message");
    },
  },
];
