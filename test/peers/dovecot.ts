/**
 * Debian's dovecot with one mailbox in a folder of the test's, on free ports of loopback: read by IMAP, and delivered to by LMTP through
 * a Sieve script. Installs it where it is missing, which takes root.
 */
import { execFile, spawn } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createTransport } from "nodemailer";
import { freePort } from "../free-port.js";
import { install } from "../install.js";
import { until } from "../until.js";

const run = promisify(execFile);
const PROGRAM = "/usr/sbin/dovecot";
/** Packages by a file of each. */
const PACKAGES = {
  "dovecot-imapd": "/usr/lib/dovecot/imap",
  "dovecot-lmtpd": "/usr/lib/dovecot/lmtp",
  "dovecot-sieve": "/usr/lib/dovecot/modules/lib90_sieve_plugin.so",
};
/** Debian's nobody: mail of a test belongs to no account. */
const NOBODY = 65_534;

export interface Dovecot {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** As if it had just arrived. */
  deliver(name: string, raw: string): Promise<void>;
  /** Handed over by its provider's server (LMTP), so that the Sieve script sees it. */
  handOver(mail: { readonly from: string; readonly to: string; readonly raw: Uint8Array | string }): Promise<void>;
  /** What it wrote down. */
  log(): Promise<string>;
  /** Names of the mails with their flags, as they lie in the mailbox now. */
  mails(): Promise<readonly { readonly name: string; readonly isRead: boolean }[]>;
  stop(): Promise<void>;
}

/** What the mailbox does with what arrives, and where its own mails go (SMTP, `host:port`). */
interface Sieve {
  readonly script: string;
  readonly submission: string;
}

export async function startDovecot(sieve: Sieve = { script: "keep;", submission: "127.0.0.1:9" }): Promise<Dovecot> {
  await install(PACKAGES);
  const folder = await mkdtemp(join(tmpdir(), "rcd-imap-"));
  await chmod(folder, 0o755);
  const box = join(folder, "mail");
  for (const name of ["", "new", "cur", "tmp"]) {
    await mkdir(join(box, name));
    await chown(join(box, name), NOBODY, NOBODY);
  }
  const [port, lmtp] = [await freePort(), await freePort()];
  const config = join(folder, "dovecot.conf");
  await writeFile(join(folder, "script.sieve"), sieve.script);
  await writeFile(config, configuration(folder, box, { port, lmtp, submission: sieve.submission }));
  const server = spawn(PROGRAM, ["-F", "-c", config], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  await until(async () =>
    (await fetch(`http://127.0.0.1:${port}`).catch((error: Error) => error.cause))?.toString().includes("HTTP"),
  );
  return {
    port,
    user: "chat",
    password: "a-password",
    async deliver(name, raw) {
      await writeFile(join(box, "tmp", name), raw);
      await chown(join(box, "tmp", name), NOBODY, NOBODY);
      await run("mv", [join(box, "tmp", name), join(box, "new", name)]);
    },
    async handOver({ from, to, raw }) {
      const transport = createTransport({ host: "127.0.0.1", port: lmtp, lmtp: true, ignoreTLS: true });
      await transport.sendMail({ envelope: { from, to }, raw: Buffer.from(raw) }).finally(() => transport.close());
    },
    log: () => readFile(join(folder, "log"), "utf8"),
    async mails() {
      const names = [...(await readdir(join(box, "new"))), ...(await readdir(join(box, "cur")))];
      return names.sort().map((file) => ({ name: file.split(/[:,]/)[0] ?? "", isRead: /:2,\w*S/.test(file) }));
    },
    async stop() {
      server.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Ports {
  readonly port: number;
  readonly lmtp: number;
  readonly submission: string;
}

const configuration = (folder: string, box: string, { port, lmtp, submission }: Ports) => `
base_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap lmtp
postmaster_address = postmaster@example.com
submission_host = ${submission}
protocol lmtp {
  mail_plugins = sieve
}
plugin {
  sieve = file:${folder}/script.sieve
  sieve_dir = ${box}
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtp}
  }
}
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:${box}
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
  args = password=a-password
}
userdb {
  driver = static
  args = uid=${NOBODY} gid=${NOBODY} home=${box}
}
`;
