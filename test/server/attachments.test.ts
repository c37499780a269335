/** Row 18 of the security checklist: what mails bring along is kept as files, under names and types of ours, for the site's agents alone. */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { claim, layDown, sweep } from "../../src/server/attachments/ledger.js";
import { folderStore } from "../../src/server/attachments/store.js";
import { connect } from "../../src/server/database/connect.js";
import { multipart, resolverOf, written } from "../mails.js";
import { until } from "../until.js";
import { startNode } from "./crash/node-process.js";
import { freshDatabase, type TestDatabase } from "./database.js";
import { openMailbox } from "./mailbox.js";
import { mailedIn } from "./mailed.js";
import { newVisitor } from "./people.js";
import { post } from "./post-office.js";
import { createWorld } from "./world.js";

const HOUR_MS = 3_600_000;
const root = await mkdtemp(join(tmpdir(), "recado-attachments-"));
const folder = join(root, "files");
const mailer = memoryMailer();
const world = await createWorld({
  attachments: folder,
  mail: {
    mailer,
    from: "chat@flora.example",
    replyHost: "reply.flora.example",
    inbound: { smtp: { port: 0 }, resolver: resolverOf({ "example.com": {} }) },
  },
});
afterAll(() => rm(root, { recursive: true }));
const { mailed } = mailedIn(world, mailer);
const silent = () => undefined;
const db = connect(world.database.connection, { debug: silent, info: silent, warn: silent, error: silent });
const store = await folderStore(folder);
afterAll(() => db.destroy());
type Mailed = Awaited<ReturnType<typeof mailed>>;

const PNG = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(20_000, 7)]);
const PDF = Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1");

interface Sent {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  readonly type?: string;
}

/** A mail with a text and these files, as a mail program sends them. */
function mailWith(files: readonly Sent[], text = "See below.") {
  return multipart("mixed", [
    ["Content-Type: text/plain; charset=utf-8", text],
    ...files.map(({ name, bytes, type = "application/octet-stream" }) => {
      const content = Buffer.from(bytes).toString("base64").replace(/.{76}/g, "$&\n");
      const head = `Content-Type: ${type}\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64`;
      return [head, content] as const;
    }),
  ]);
}

const onDisk = async () => (await readdir(folder)).sort();
const hash = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function lastMail({ mails }: Mailed) {
  const mail = (await mails()).at(-1);
  if (mail === undefined) throw new Error("No mail is there");
  return { ...mail, attachments: mail.attachments ?? [] };
}

const ask = (conversation: string, file: string, cookie = "") =>
  fetch(`${world.url}/v1/agent/conversations/${conversation}/attachments/${file}`, { headers: { cookie } });

/** As `kinds.ts` and `name.ts` judge them, by the real door. */
async function becomes(sent: Sent) {
  const one = await mailed();
  expect(await one.answer({ body: mailWith([sent]) })).toMatch(/^250 /);
  const { attachments, files } = await lastMail(one);
  return { kept: attachments.map(({ name, type }) => `${name} ${type}`), left: files };
}

describe("18 an attachment", () => {
  test("is kept byte for byte, once, and handed to the site's agents as a file to save", async () => {
    const before = await onDisk();
    const one = await mailed();
    const id = "<with-files@mail.example.com>";
    const body = mailWith([
      { name: "pot.png", bytes: PNG, type: "image/png" },
      { name: "bill.pdf", bytes: PDF },
    ]);
    expect(await one.answer({ id, body })).toMatch(/^250 /);
    expect(await one.answer({ id, body })).toMatch(/^250 /);
    expect((await one.texts()).at(-1)).toBe("See below.");
    const { attachments, files, seq } = await lastMail(one);
    expect({ attachments, files, seq }).toMatchObject({
      attachments: [
        { name: "pot.png", type: "image/png", bytes: PNG.length },
        { name: "bill.pdf", type: "application/pdf", bytes: PDF.length },
      ],
      files: [],
      seq: 3,
    });
    expect(await one.mails()).toHaveLength(1);
    expect((await onDisk()).length - before.length).toBe(2);

    const answer = await ask(one.visitor.id, attachments[0]?.id ?? "", one.agent.cookie);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/png",
      "content-disposition": "attachment; filename=\"pot.png\"; filename*=UTF-8''pot.png",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "no-store",
    });
    expect(hash(new Uint8Array(await answer.arrayBuffer()))).toBe(hash(PNG));
  });

  test("is nobody else's: not without a session, not another site's agents', not by another conversation, not by a visitor", async () => {
    const [one, other] = [await mailed(), await mailed()];
    await one.answer({ body: mailWith([{ name: "pot.png", bytes: PNG }]) });
    const file = (await lastMail(one)).attachments[0]?.id ?? "";
    const status = async (...of: Parameters<typeof ask>) => (await ask(...of)).status;
    expect(await status(one.visitor.id, file, one.agent.cookie)).toBe(200);
    expect(await status(one.visitor.id, file)).toBe(401);
    expect(await status(one.visitor.id, file, other.agent.cookie)).toBe(404);
    expect(await status(other.visitor.id, file, other.agent.cookie)).toBe(404);
    const token = { authorization: `Bearer ${one.visitor.session.token}` };
    const path = `/v1/agent/conversations/${one.visitor.id}/attachments/${file}`;
    expect((await fetch(`${world.url}${path}`, { headers: token })).status).toBe(401);
    for (const wrong of ["0".repeat(32), "%00", "..%2f..%2fetc%2fpasswd", `${file}%00`])
      expect(await status(one.visitor.id, wrong, one.agent.cookie)).toBe(404);
    expect(JSON.stringify((await one.visitor.ask("pull")).body)).not.toContain(file);
  });

  test("has the type of its bytes, and a name that says the same", async () => {
    expect(await becomes({ name: "photo.html", bytes: PNG, type: "text/html" })).toEqual({
      kept: ["photo.html.png image/png"],
      left: [],
    });
    expect(await becomes({ name: "invoice.pdf.exe", bytes: PDF })).toMatchObject({
      kept: ["invoice.pdf.exe.pdf application/pdf"],
    });
    expect(await becomes({ name: "notes.csv", bytes: "a,b\n1,2\n" })).toMatchObject({ kept: ["notes.csv text/plain"] });
    expect(await becomes({ name: "run.sh", bytes: "#!/bin/sh\necho\n" })).toMatchObject({ kept: ["run.sh.txt text/plain"] });
  });

  test.each([
    ["a page that calls itself a picture", { name: "cat.png", bytes: "<html><script>alert(1)</script>", type: "image/png" }],
    ["a page behind white space", { name: "cat.txt", bytes: "\ufeff \n <!doctype html><script>alert(1)</script>" }],
    ["a drawing with a script", { name: "a.svg", bytes: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>' }],
    ["a program", { name: "setup.pdf", bytes: Buffer.from("MZ\x90\0\x03\0\0\0", "latin1") }],
    ["an archive", { name: "a.docx", bytes: Buffer.from("PK\x03\x04 anything", "latin1") }],
    [
      "a document with macros",
      { name: "a.docx", bytes: Buffer.from("PK\x03\x04[Content_Types].xml word/document.xml word/vbaProject.bin", "latin1") },
    ],
    ["nothing", { name: "empty.txt", bytes: "" }],
    ["noise", { name: "a.jpg", bytes: Buffer.from([0, 1, 2, 255, 254]) }],
  ])("that is %s is left in the original, and named", async (_, sent) => {
    expect(await becomes(sent)).toEqual({ kept: [], left: [sent.name] });
  });

  test.each([
    ["../../../etc/passwd", "passwd.png"],
    ["C:\\\\Users\\\\ana\\\\pot.png", "pot.png"],
    ["/etc/cron.d/job.png", "job.png"],
    ["..", "file.png"],
    [".htaccess", "htaccess.png"],
    ["con.png", "_con.png"],
    ["a\u202egnp.exe", "agnp.exe.png"],
    [`${"x".repeat(300)}.png`, `${"x".repeat(70)}.png`],
  ])("called %s is called %s", async (name, clean) => {
    const before = await readdir(root);
    expect((await becomes({ name, bytes: PNG })).kept).toEqual([`${clean} image/png`]);
    expect(await readdir(root)).toEqual(before);
    expect((await onDisk()).filter((file) => !/^[0-9a-f]{32}$/.test(file))).toEqual([]);
  });

  test("with a name for no header arrives under it all the same", async () => {
    const one = await mailed();
    await one.answer({ body: mailWith([{ name: "=?utf-8?Q?pot_=22=0D=0AX-Evil=3A_1=22_ção=2Epng?=", bytes: PNG }]) });
    const file = (await lastMail(one)).attachments[0];
    const answer = await ask(one.visitor.id, file?.id ?? "", one.agent.cookie);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-evil")).toBeNull();
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="[ -~]+\.png"; filename\*=UTF-8''\S+\.png$/);
  });
});

describe("18 many and large ones", () => {
  test("twenty files of a mail are kept, the others are named", async () => {
    const one = await mailed();
    const files = Array.from({ length: 200 }, (_, n) => ({ name: `${n}.png`, bytes: PNG.subarray(0, 20) }));
    expect(await one.answer({ body: mailWith(files) })).toMatch(/^250 /);
    const { attachments, files: left } = await lastMail(one);
    expect([attachments.length, left.length]).toEqual([20, 180]);
    expect(attachments.map(({ name }) => name)).toEqual(files.slice(0, 20).map(({ name }) => name));
  });

  test("what a site has no room for stays in the original, and the mail is taken all the same", async () => {
    const one = await mailed({ filesMegabytes: 0 });
    expect(await one.answer({ body: mailWith([{ name: "pot.png", bytes: PNG }]) })).toMatch(/^250 /);
    const { attachments, files } = await lastMail(one);
    expect([attachments, files]).toEqual([[], ["pot.png"]]);
    expect((await one.texts()).at(-1)).toBe("See below.");
  });

  test("a mail of a thousand files, or of 30 MB, is refused and leaves nothing on the disk", async () => {
    const before = await onDisk();
    const one = await mailed();
    const files = Array.from({ length: 1_000 }, (_, n) => ({ name: `${n}.png`, bytes: PNG.subarray(0, 20) }));
    expect(await one.answer({ body: mailWith(files) })).toMatch(/^554 5\.6\.0 /);
    expect(
      await one.answer({ body: mailWith([{ name: "a.png", bytes: Buffer.concat([PNG, Buffer.alloc(22_000_000)]) }]) }),
    ).toMatch(/^552 5\.3\.4 /);
    expect(await onDisk()).toEqual(before);
    expect(await one.mails()).toEqual([]);
  });

  test("one of 18 MB arrives whole", async () => {
    const one = await mailed();
    const video = Buffer.concat([Buffer.from("\0\0\0\x18ftypmp42", "latin1"), Buffer.alloc(18_000_000, 3)]);
    expect(await one.answer({ body: mailWith([{ name: "pot.mp4", bytes: video }]) })).toMatch(/^250 /);
    const answer = await ask(one.visitor.id, (await lastMail(one)).attachments[0]?.id ?? "", one.agent.cookie);
    expect(hash(new Uint8Array(await answer.arrayBuffer()))).toBe(hash(video));
  });
});

test("18 a mail nobody vouches for keeps its files for the agents, and its message has them once somebody does", async () => {
  const one = await mailed();
  const raw = written({ from: "ana.private@example.com", to: one.to, body: mailWith([{ name: "pot.png", bytes: PNG }]) });
  await post(world.server.smtpPort ?? 0, { from: "ana.private@example.com", to: one.to, raw });
  const { attachments, id } = await lastMail(one);
  expect(attachments).toMatchObject([{ name: "pot.png" }]);
  await one.agent.ask("vouch", { id: one.visitor.id, mail: id, body: {} });
  expect(await lastMail(one)).toMatchObject({ seq: 3, attachments });
});

test("18 a machine's files are not kept", async () => {
  const one = await mailed();
  await one.answer({ headers: ["Auto-Submitted: auto-replied"], body: mailWith([{ name: "logo.png", bytes: PNG }]) });
  expect(await lastMail(one)).toMatchObject({ standing: "automatic", attachments: [], files: ["logo.png"] });
});

/** Before each mail is written, from now on. */
async function trouble(database: TestDatabase, what: string): Promise<void> {
  await database.query(
    `create or replace function trouble() returns trigger language plpgsql as $$ begin ${what}; return new; end $$`,
  );
  await database.query("create trigger trouble before insert on received_mails for each row execute function trouble()");
}

describe("between the file and its message", () => {
  /** The returned function ends it. */
  async function broken(what: string): Promise<() => Promise<unknown>> {
    await trouble(world.database, what);
    return () => world.database.query("drop trigger trouble on received_mails");
  }

  test("nothing is half there: the mail is asked for again, and what was stored for nothing is swept after an hour", async () => {
    const before = await onDisk();
    const one = await mailed();
    const mail = { id: "<unlucky@mail.example.com>", body: mailWith([{ name: "pot.png", bytes: PNG }]) };
    const mend = await broken("raise exception 'The disk of the database is full'");
    expect(await one.answer(mail)).toMatch(/^451 4\.3\.0 /);
    await mend();
    expect([await one.mails(), (await one.texts()).length]).toEqual([[], 2]);
    expect(await onDisk()).toHaveLength(before.length + 1);
    expect(await one.answer(mail)).toMatch(/^250 /);
    const kept = (await lastMail(one)).attachments;
    expect(await onDisk()).toHaveLength(before.length + 2);

    await sweep(db, store, world.now());
    expect(await onDisk()).toHaveLength(before.length + 2);
    world.advance(HOUR_MS + 1_000);
    await world.restart();
    await until(async () => (await onDisk()).length === before.length + 1);
    expect((await ask(one.visitor.id, kept[0]?.id ?? "", one.agent.cookie)).status).toBe(200);
  });

  test("there is no message without its file: where none can be stored the mail is asked for again", async () => {
    const one = await mailed();
    const mail = { id: "<later@mail.example.com>", body: mailWith([{ name: "pot.png", bytes: PNG }]) };
    await rename(folder, `${folder}.away`);
    try {
      expect(await one.answer(mail)).toMatch(/^451 4\.3\.0 /);
      expect([await one.mails(), (await one.texts()).length]).toEqual([[], 2]);
      expect(await one.answer({ text: "No files, no trouble" })).toMatch(/^250 /);
    } finally {
      await rename(`${folder}.away`, folder);
    }
    expect(await one.answer(mail)).toMatch(/^250 /);
    expect((await lastMail(one)).attachments).toHaveLength(1);
  });

  test("the same mail by two doors at once is one message with one set of files, and the other set is swept", async () => {
    const one = await mailed();
    const mail = { id: "<twice@mail.example.com>", body: mailWith([{ name: "pot.png", bytes: PNG }]) };
    const before = await world.database.query("select id from files where claimed_at is null");
    const mend = await broken("perform pg_sleep(4)");
    expect(await Promise.all([one.answer(mail), one.answer(mail)])).toEqual(Array(2).fill(expect.stringMatching(/^250 /)));
    await mend();
    expect(await one.mails()).toHaveLength(1);
    const files = () => world.database.query("select id from files where claimed_at is null");
    expect(await files()).toHaveLength(before.length + 1);
    world.advance(HOUR_MS + 1_000);
    await world.restart();
    await until(async () => (await files()).length === 0);
    expect(await world.database.query("select id from files where conversation_id = $1", [one.visitor.id])).toHaveLength(1);
    expect((await world.database.query("select id from files")).map(({ id }) => id).sort()).toEqual(await onDisk());
  });
});

test("a server killed between the file and its message leaves no message without one, and its next life takes the mail", async () => {
  const [cellar, outbox, database] = [join(root, "cellar"), await openMailbox(), await freshDatabase()];
  const told = { smtp: outbox.url, site: "crash", agent: "amelie@crash.example", leaseMs: 1_000, attachments: cellar };
  const start = () => startNode({ ...told, database: database.connection });
  const files = () => database.query("select id, claimed_at from files order by laid_at");
  let node = await start();
  try {
    const visitor = await newVisitor(node.url, "crash");
    await visitor.ask("identify", { body: { contact: { email: "ana@example.com" }, held: [] } });
    await visitor.say("My pot is broken");
    await (await node.agent()).reply(visitor.id, "May I see it?");
    const letter = await until(() => outbox.of("ana@example.com")[0]);
    const to = letter.mail.replyTo?.[0]?.address ?? "";
    const raw = written({ to, body: mailWith([{ name: "pot.png", bytes: PNG }]) });

    await trouble(database, "perform pg_sleep(60)");
    const lost = post(node.smtpPort, { to, raw }).catch(() => "no answer");
    const stuck = "from pg_stat_activity where query ilike '%received_mails%' and wait_event = 'PgSleep'";
    await until(async () => (await database.query(`select pid ${stuck}`)).length === 1);
    await node.kill();
    expect(await lost).not.toMatch(/^250/);
    await database.query(`select pg_terminate_backend(pid) ${stuck}`);
    await database.query("drop trigger trouble on received_mails");
    expect(await database.query("select id from received_mails")).toEqual([]);
    expect([await files(), await readdir(cellar)]).toMatchObject([[{ claimed_at: null }], { length: 1 }]);

    node = await start();
    expect(await post(node.smtpPort, { to, raw })).toMatch(/^250 /);
    const [orphan, kept] = await files();
    expect([orphan?.claimed_at, typeof kept?.claimed_at]).toEqual([null, "string"]);
    expect(await readFile(join(cellar, String(kept?.id)))).toEqual(PNG);
    await node.kill();
    await database.query("update files set laid_at = laid_at - $1", [HOUR_MS + 1_000]);
    node = await start();
    await until(async () => (await files()).length === 1);
    expect(await readdir(cellar)).toEqual([kept?.id]);
  } finally {
    await node.kill();
    await outbox.close();
    await database.drop();
  }
});

test("a file that was swept while its message was being written is missed, and the message with it", async () => {
  const one = await mailed();
  const ids = await layDown(db, store, {
    site: "shop-1",
    files: [{ name: "pot.png", type: "image/png", bytes: PNG }],
    now: world.now() - 2 * HOUR_MS,
  });
  await sweep(db, store, world.now());
  const of = { conversationId: one.visitor.id, mailId: "mail-1", at: world.now() };
  await expect(claim(db, ids, of)).rejects.toThrow("swept");
  expect(await onDisk()).not.toContain(ids[0]);
});

test("erasing a conversation takes its files from the disk, and from everybody at once", async () => {
  const [one, other] = [await mailed(), await mailed()];
  for (const who of [one, other]) await who.answer({ body: mailWith([{ name: "pot.png", bytes: PNG }]) });
  const [file, kept] = [(await lastMail(one)).attachments[0]?.id ?? "", (await lastMail(other)).attachments[0]?.id ?? ""];
  expect(await readFile(join(folder, file))).toEqual(PNG);
  await world.database.query("delete from visitors where id = $1", [one.visitor.id]);
  expect((await ask(one.visitor.id, file, one.agent.cookie)).status).toBe(404);
  await world.restart();
  await until(async () => (await world.database.query("select id from files where id = $1", [file])).length === 0);
  expect(await onDisk()).not.toContain(file);
  expect(await onDisk()).toContain(kept);
});

test("a folder that is none is found out at the start", async () => {
  const file = join(root, "a-file");
  await writeFile(file, "");
  await mkdir(join(root, "empty"));
  const { createServer } = await import("../../src/server/index.js");
  await expect(createServer({ database: world.database.connection, port: 0, attachments: file })).rejects.toThrow(/EEXIST/);
});
