/**
 * Part of `npm run test:mail-peers`, as root on Debian: our letters in a real mail store. A private postfix takes them, a private dovecot shows
 * them over IMAP: three rounds of mail and answer are one thread, another conversation is not in it. rspamd then says what it makes
 * of each. What is missing is installed, and said; no service of the machine is started, touched or used.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import MailComposer from "nodemailer/lib/mail-composer";
import { headersOf } from "../src/cli/vectors/headers-of.js";
import { forwardOne, type LetterParts, memoryStore, smtpMailer } from "../src/forwarding/index.js";
import { freePort } from "./free-port.js";
import { SITE } from "./unit/forwarding/fakes.js";
import { until } from "./until.js";

const ANA = "ana@example.com";
const REPLY = "reply.flora.example";
/** Whose mailboxes are, and who serves them: nobody in particular. */
const NOBODY = 65_534;
/**
 * Symbols that say a mail is ill-formed or hides something: ours to mend. The others are about networks and DNS records, which there
 * are none of here; and MANY_INVISIBLE_PARTS (0.05) is the preheader, the line that lists of mails show.
 */
const OURS =
  /MISSING_|BROKEN|INVALID_|MALFORMED|BAD_|EMPTY_DELIMITER|MULTIPLE_UNIQUE|EXCESS|NEEDS_ENCODING|_DATE|ZERO_FONT|WHITE_ON_WHITE|HTML_|SUBJ_|MIME_(?!GOOD|TRACE|UNKNOWN)|MIXED_CHARSET|FROM_NAME|PHISH|SUSPICIOUS/;

const wait = new AbortController();
const closers: (() => unknown)[] = [];

function install(packages: Readonly<Record<string, string>>): string[] {
  const missing = Object.entries(packages).flatMap(([name, file]) => (existsSync(file) ? [] : [name]));
  if (missing.length === 0) return [];
  console.log(`Installing ${missing.join(", ")}`);
  const policy = "/usr/sbin/policy-rc.d";
  // Debian starts what it installs, unless this file says no.
  const isOurs = !existsSync(policy);
  if (isOurs) execFileSync("sh", ["-c", `printf '#!/bin/sh\\nexit 101\\n' > ${policy} && chmod 755 ${policy}`]);
  try {
    execFileSync("apt-get", ["install", "-y", "--no-install-recommends", ...missing], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  } catch {
    console.log(`apt-get could not install ${missing.join(", ")}`);
  } finally {
    if (isOurs) execFileSync("rm", [policy]);
  }
  return Object.entries(packages).flatMap(([name, file]) => (existsSync(file) ? [] : [name]));
}

function start(command: string, args: readonly string[], log: string): void {
  const child = spawn("sh", ["-c", 'exec "$0" "$@" >> "$LOG" 2>&1', command, ...args], { env: { ...process.env, LOG: log } });
  closers.push(async () => {
    if (child.exitCode !== null) return;
    child.kill();
    await once(child, "exit");
  });
}

/** rspamd compiles ten thousand patterns before it listens. */
const LONGEST_START_MS = 120_000;

async function listening(port: number, what: string, log: string): Promise<void> {
  await until(
    () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
        socket.on("connect", () => socket.destroy());
      }),
    LONGEST_START_MS,
  ).catch(async (cause: unknown) => {
    throw new Error(`${what} does not listen: ${await readFile(log, "utf8").catch(() => "it left no log")}`, { cause });
  });
}

async function startPostfix(root: string): Promise<string> {
  const [port, config, log] = [await freePort(), join(root, "postfix"), join(root, "postfix.log")];
  const owner = Number(execFileSync("id", ["-u", "postfix"]).toString());
  for (const folder of ["postfix", "queue", "data"]) await mkdir(join(root, folder));
  await chown(join(root, "data"), owner, -1);
  await writeFile(
    join(config, "main.cf"),
    `compatibility_level = 3.6
queue_directory = ${root}/queue
data_directory = ${root}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file = ${log}
maillog_file_prefixes = ${root}
myhostname = mx.example.com
mydestination =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = example.com, ${REPLY}
virtual_mailbox_base = ${root}/mail
virtual_mailbox_maps = inline:{ {${ANA}=ana/}, {@${REPLY}=shop/} }
virtual_uid_maps = static:${NOBODY}
virtual_gid_maps = static:${NOBODY}
`,
  );
  const service = (name: string, program = name) => `${name} unix - - n - - ${program}`;
  await writeFile(
    join(config, "master.cf"),
    [
      `127.0.0.1:${port} inet n - n - - smtpd`,
      "pickup unix n - n 60 1 pickup",
      "qmgr unix n - n 300 1 qmgr",
      "cleanup unix n - n - 0 cleanup",
      "postlog unix-dgram n - n - 1 postlogd",
      ...["bounce", "error", "proxymap", "anvil"].map((name) => service(name)),
      // The one that writes into mailboxes, as their owner.
      "virtual unix - n n - - virtual",
      service("rewrite", "trivial-rewrite"),
      service("defer", "bounce"),
      service("trace", "bounce"),
      service("retry", "error"),
      "",
    ].join("\n"),
  );
  start("/usr/sbin/postfix", ["-c", config, "start-fg"], log);
  await listening(port, "postfix", log);
  return `smtp://127.0.0.1:${port}`;
}

async function startDovecot(root: string): Promise<number> {
  const [port, config, log] = [await freePort(), join(root, "dovecot.conf"), join(root, "dovecot.log")];
  await writeFile(
    config,
    `base_dir = ${root}/dovecot
log_path = ${log}
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:${root}/mail/%u
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${NOBODY} gid=${NOBODY} home=${root}/mail/%u
}
`,
  );
  start("/usr/sbin/dovecot", ["-F", "-c", config], log);
  await listening(port, "dovecot", log);
  return port;
}

/** As little IMAP as it takes: each command with its untagged answers. */
async function imap(port: number, commands: readonly string[]): Promise<string[][]> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.setEncoding("latin1").on("data", (chunk) => {
    text += chunk;
  });
  const answers: string[][] = [];
  for (const [nth, command] of commands.entries()) {
    socket.write(`a${nth} ${command}\r\n`);
    await until(() => new RegExp(`^a${nth} `, "m").test(text), 10_000);
    const lines = text.split("\r\n");
    if (!lines.some((line) => line.startsWith(`a${nth} OK`))) throw new Error(`${command}: ${text}`);
    answers.push(lines.filter((line) => line.startsWith("* ")));
    text = "";
  }
  socket.destroy();
  return answers;
}

/** `* THREAD (1 2 (3)(4 5))(6)` is two threads, of five mails and of one. */
function threadsOf(line: string): number[] {
  const [sizes, numbers] = [[] as number[], line.matchAll(/[()]|\d+/g)];
  let depth = 0;
  for (const [token] of numbers) {
    if (token === "(") depth++;
    else if (token === ")") depth--;
    else sizes[sizes.length - 1] = (sizes.at(-1) ?? 0) + 1;
    if (token === "(" && depth === 1) sizes.push(0);
  }
  return sizes;
}

const TEXTS = [
  "Oh no, I'm sorry! How large is the pot?",
  "38 cm.",
  "Then a new one leaves today.",
  "Thank you!",
  "You're welcome. −8 °C is fine for it, by the way.",
  "Good to know 🌱",
];
const NAMES: readonly string[] = ["story", "other"];

/** A conversation of three rounds, and another with one mail: every mail by the real worker, every answer as a mail program writes it. */
async function correspond(smtp: string): Promise<string[]> {
  const letter = (id: string, seqs: readonly number[]): LetterParts => ({
    locale: "en",
    site: { ...SITE, name: id === "other" ? "Flora's Second Shop" : SITE.name },
    lines: seqs.map((seq) => ({
      seq,
      by: seq % 2 === 1 ? "agent" : "visitor",
      name: seq % 2 === 1 ? "Amélie" : "Ana",
      text: TEXTS[seq - 1] ?? "",
      at: seq * 60_000,
    })),
  });
  const [store, mailer, sent] = [memoryStore({ letter }), smtpMailer({ url: smtp }), [] as string[]];
  closers.push(() => mailer.close());
  let now = Date.now() - 86_400_000;
  const work = async (id: string) => {
    now += 3_600_000;
    const report = ({ error }: { error: unknown }) => console.error(error);
    const keeping = {
      ...mailer,
      send: (one: Parameters<typeof mailer.send>[0], signal: AbortSignal) => {
        sent.push(Buffer.from(one.raw).toString());
        return mailer.send(one, signal);
      },
    };
    await forwardOne(
      { store, mailer: keeping, random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)), now: () => now, report },
      id,
    );
    const last = store.kept(id).thread.deliveries.at(-1);
    if (last?.state !== "sent") throw new Error(`The letter is ${JSON.stringify(last)}`);
    return last;
  };
  for (const id of NAMES)
    store.open(id, { address: { email: ANA, verified: true, withheldUpTo: 0 }, presence: { state: "away", since: now } });
  for (let seq = 1; seq < TEXTS.length; seq += 2) {
    await store.happen("story", { type: "agent", seq, at: now });
    const { messageId } = await work("story");
    // From what arrived, as a mail program has it.
    const header = headersOf(sent.at(-1) ?? "");
    const answer = `<answer${seq}@mail.example.com>`;
    // As a mail program does it, with a copy to itself: that is what the thread is shown with.
    const raw = await new MailComposer({
      from: ANA,
      to: `r-token@${REPLY}`,
      subject: `Re: Your conversation with ${SITE.name}`,
      messageId: answer,
      inReplyTo: header("Message-ID"),
      references: [...header("References").split(" "), header("Message-ID")],
      date: new Date(now),
      text: TEXTS[seq] ?? "",
    })
      .compile()
      .build();
    const outcome = await mailer.send({ raw, envelope: { from: ANA, to: ANA } }, wait.signal);
    if (outcome.was !== "accepted") throw new Error(`The answer was ${outcome.was}`);
    await store.happen("story", {
      type: "visitor",
      via: "email",
      seq: seq + 1,
      authentic: true,
      messageId: answer,
      answers: messageId,
      at: now,
    });
  }
  await store.happen("other", { type: "agent", seq: 1, at: now });
  await work("other");
  return sent;
}

async function rspamd(root: string, mails: readonly string[]): Promise<string[]> {
  const [port, log, local] = [await freePort(), join(root, "rspamd.log"), join(root, "rspamd")];
  await mkdir(join(local, "local.d"), { recursive: true });
  await mkdir(join(root, "rspamd-data"));
  const write = (file: string, text: string) => writeFile(join(local, "local.d", file), text);
  await write("worker-normal.inc", `bind_socket = "127.0.0.1:${port}";\ncount = 1;\n`);
  for (const other of ["controller", "proxy", "fuzzy"]) await write(`worker-${other}.inc`, "enabled = false;\n");
  await write("logging.inc", `type = "file";\nfilename = "${log}";\n`);
  // No network here: what would be looked up in DNS is left unknown instead of waited for.
  await write("options.inc", "dns { timeout = 0.2s; retransmits = 1; }\ntask_timeout = 8s;\n");
  const owner = Number(execFileSync("id", ["-u", "_rspamd"]).toString());
  for (const folder of [local, join(local, "local.d"), join(root, "rspamd-data")]) await chown(folder, owner, -1);
  start(
    "/usr/bin/rspamd",
    [
      "-f",
      "-u",
      "_rspamd",
      "-g",
      "_rspamd",
      "-c",
      "/etc/rspamd/rspamd.conf",
      `--var=LOCAL_CONFDIR=${local}`,
      `--var=DBDIR=${root}/rspamd-data`,
      `--var=RUNDIR=${root}/rspamd-data`,
      `--var=LOGDIR=${root}`,
    ],
    log,
  );
  await listening(port, "rspamd", log);
  const judged = async (raw: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/checkv2`, {
      method: "POST",
      headers: { From: `b-token@${REPLY}`, Rcpt: ANA, IP: "192.0.2.1", Helo: "mail.flora.example" },
      body: raw,
    });
    const { symbols, score } = (await response.json()) as { symbols: Record<string, { score: number }>; score: number };
    const fired = Object.entries(symbols).sort(([, one], [, other]) => other.score - one.score);
    return { score, fired, bad: fired.flatMap(([name, symbol]) => (symbol.score > 0 && OURS.test(name) ? [name] : [])) };
  };
  const problems: string[] = [];
  for (const [nth, raw] of mails.entries()) {
    const { score, fired, bad } = await judged(raw);
    console.log(
      `  letter ${nth + 1}: ${score.toFixed(1)}: ${fired.map(([name, symbol]) => `${name}(${symbol.score})`).join(" ")}`,
    );
    problems.push(...bad.map((name) => `letter ${nth + 1}: ${name}`));
  }
  const spoilt = await judged((mails[0] ?? "").replace(/^(Date|Message-ID|MIME-Version):.*\r\n/gm, ""));
  console.log(`  the first without Date, Message-ID and MIME-Version: ${spoilt.bad.join(" ")}`);
  if (spoilt.bad.length === 0) problems.push("rspamd does not mind a mail that is spoilt on purpose: this check shows nothing");
  return problems;
}

if (process.getuid?.() !== 0) throw new Error("Mail servers of our own need root: please run this as root, on Debian");
const stillMissing = install({
  postfix: "/usr/sbin/postfix",
  "dovecot-imapd": "/usr/lib/dovecot/imap",
  rspamd: "/usr/bin/rspamd",
});
if (stillMissing.some((name) => name !== "rspamd"))
  throw new Error(`There is no ${stillMissing.join(", ")}: nothing to try our letters on`);

const root = await mkdtemp(join(tmpdir(), "recado-peers-"));
let problems: string[] = [];
try {
  await chmod(root, 0o755);
  for (const folder of ["mail", "mail/ana", "mail/shop"]) {
    await mkdir(join(root, folder));
    await chown(join(root, folder), NOBODY, NOBODY);
  }
  const [smtp, port] = [await startPostfix(root), await startDovecot(root)];
  const sent = await correspond(smtp);
  const expected = 7;
  await until(async () => {
    const [, selected] = await imap(port, ["LOGIN ana secret", "SELECT INBOX"]);
    return selected?.includes(`* ${expected} EXISTS`);
  }, 20_000).catch(async (cause: unknown) => {
    throw new Error(`Not all mails arrived: ${await readFile(join(root, "postfix.log"), "utf8")}`, { cause });
  });
  const [, , references, refs, headers] = await imap(port, [
    "LOGIN ana secret",
    "SELECT INBOX",
    "THREAD REFERENCES UTF-8 ALL",
    "THREAD REFS UTF-8 ALL",
    "FETCH 1:* (BODY[HEADER.FIELDS (Subject)])",
  ]);
  console.log(`dovecot, ${expected} mails, of which ${headers?.filter((line) => line.includes("FETCH")).length} were read back`);
  for (const [name, answer] of [
    ["THREAD=REFERENCES", references],
    ["THREAD=REFS", refs],
  ] as const) {
    const sizes = threadsOf(answer?.[0] ?? "");
    console.log(`  ${name}: ${answer?.[0]} → threads of ${sizes.join(" and ")} mails`);
    if (sizes.join() !== "6,1") problems.push(`${name}: not one thread of six and one of one, but ${sizes.join(", ") || "none"}`);
  }
  if (stillMissing.includes("rspamd")) console.log("rspamd could not be installed: skipped");
  else {
    console.log("rspamd, without network:");
    problems = [...problems, ...(await rspamd(root, sent))];
  }
} finally {
  for (const close of closers.reverse()) await close();
  await rm(root, { recursive: true, force: true });
}
for (const problem of problems) console.log(`✗ ${problem}`);
console.log(problems.length === 0 ? "One thread, well-formed" : `${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
