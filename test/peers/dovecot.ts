/** Debian's dovecot with one mailbox in a folder of the test's, on a free port of loopback. Installs it where it is missing, which takes root. */
import { execFile, spawn } from "node:child_process";
import { access, chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { until } from "../until.js";

const run = promisify(execFile);
const PROGRAM = "/usr/sbin/dovecot";
/** Debian's nobody: mail of a test belongs to no account. */
const NOBODY = 65_534;

export interface Dovecot {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** As if it had just arrived. */
  deliver(name: string, raw: string): Promise<void>;
  /** Names of the mails with their flags, as they lie in the mailbox now. */
  mails(): Promise<readonly { readonly name: string; readonly isRead: boolean }[]>;
  stop(): Promise<void>;
}

export async function startDovecot(): Promise<Dovecot> {
  await access(PROGRAM).catch(async () => {
    if (process.getuid?.() !== 0) throw new Error("This test needs dovecot: apt-get install dovecot-imapd, or run it as root");
    await run("apt-get", ["install", "-y", "--no-install-recommends", "dovecot-imapd"], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  });
  const folder = await mkdtemp(join(tmpdir(), "rcd-imap-"));
  await chmod(folder, 0o755);
  const box = join(folder, "mail");
  for (const name of ["", "new", "cur", "tmp"]) {
    await mkdir(join(box, name));
    await chown(join(box, name), NOBODY, NOBODY);
  }
  const port = await freePort();
  const config = join(folder, "dovecot.conf");
  await writeFile(config, configuration(folder, box, port));
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

const configuration = (folder: string, box: string, port: number) => `
base_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
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

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve) =>
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    }),
  );
}
