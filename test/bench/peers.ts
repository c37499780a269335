/**
 * Other chats that npm has: the file each of them tells owners to embed, out of its package, minified by Vite like ours. It brings all
 * it needs along, so nothing else is installed; a package whose own dependencies npm does not have (n8n's) can be measured, too.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "vite";
import { type File, type Files, page, script } from "./pages.js";

interface Wanted {
  readonly name: string;
  /** How the owner of a site would begin, beside `package`, which is what npm has. */
  readonly use?: string;
  /** What its server has to say before it shows anything. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Why it is not measured. */
  readonly because?: string;
}

const PEERS: readonly Wanted[] = [
  {
    // Without a launcher of its own: the conversation stands in the corner.
    name: "deep-chat",
    use: `import "./package/dist/deepChat.bundle.js"; const chat = document.createElement("deep-chat"); chat.demo = true; chat.style = "position:fixed;right:20px;bottom:20px"; document.body.append(chat);`,
  },
  {
    name: "@typebot.io/js",
    use: `import Typebot from "./package/dist/web.js"; Typebot.initBubble({ typebot: "shop", apiHost: location.origin });`,
  },
  {
    name: "flowise-embed",
    use: `import Chatbot from "./package/dist/web.js"; Chatbot.init({ chatflowid: "shop", apiHost: location.origin });`,
  },
  {
    name: "@n8n/chat",
    use: `import "./package/dist/style.css"; import { createChat } from "./package/dist/chat.bundle.es.js"; createChat({ webhookUrl: location.origin + "/webhook" });`,
  },
  {
    name: "@voiceflow/react-chat",
    use: `import "./package/dist/bundle.mjs"; window.voiceflow.chat.load({ verify: { projectID: "shop" }, url: location.origin });`,
    answers: { "/public/shop/publishing": "{}" },
  },
  { name: "@rocket.chat/livechat", because: "shows nothing without its own server" },
];

interface Peer {
  readonly name: string;
  readonly version: string;
  /** Its page, or why there is none. */
  readonly path?: string;
  readonly because?: string;
}

export interface Peers {
  readonly peers: readonly Peer[];
  readonly files: Files;
}

/** Each in a folder of its own: one that cannot be fetched or bundled is a line in the table, and no reason to stop. */
export async function fetchPeers(): Promise<Peers> {
  const files = new Map<string, File>();
  const peers: Peer[] = [];
  for (const wanted of PEERS) {
    const { name, because } = wanted;
    const folder = await mkdtemp(join(tmpdir(), "recado-peer-"));
    const missing = (cause: unknown) => `${cause}`.split("\n").find((line) => /error/i.test(line)) ?? `${cause}`.slice(0, 120);
    if (because) peers.push({ name, version: "", because });
    else peers.push(await bundled(wanted, folder, files).catch((cause) => ({ name, version: "", because: missing(cause) })));
    await rm(folder, { recursive: true, force: true });
  }
  return { peers, files };
}

async function bundled({ name, use = "", answers = {} }: Wanted, folder: string, files: Map<string, File>): Promise<Peer> {
  const run = promisify(execFile);
  const { stdout } = await run("npm", ["pack", "--silent", "--ignore-scripts", name], { cwd: folder, timeout: 240_000 });
  await run("tar", ["xzf", stdout.trim()], { cwd: folder });
  const { version } = JSON.parse(await readFile(join(folder, "package/package.json"), "utf8"));
  await writeFile(join(folder, "main.js"), use);
  await build({
    root: folder,
    configFile: false,
    logLevel: "silent",
    define: { "process.env.NODE_ENV": '"production"' },
    build: { outDir: "out", rolldownOptions: { input: join(folder, "main.js") }, modulePreload: { polyfill: false } },
  });
  const at = `/${name.replace(/\W+/g, "-")}`;
  const assets = join(folder, "out/assets");
  const names = await readdir(assets);
  const entry = names.find((file) => /^main-.*\.js$/.test(file)) ?? "";
  for (const file of names) {
    const body = await readFile(join(assets, file));
    // Where the bundle looks for its chunks, too.
    const kind = file.endsWith(".css") ? { type: "text/css", body } : script(body);
    for (const path of [`${at}/assets/${file}`, `/assets/${file}`]) files.set(path, kind);
  }
  for (const [path, body] of Object.entries(answers)) files.set(path, { type: "application/json", body });
  const sheets = names
    .filter((file) => file.endsWith(".css"))
    .map((file) => `<link rel="stylesheet" href="${at}/assets/${file}">`);
  files.set(at, page(`${sheets.join("")}<script type="module" src="${at}/assets/${entry}"></script>`));
  return { name, version, path: at };
}
