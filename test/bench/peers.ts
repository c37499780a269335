/** Other chats that npm has, installed into a temporary folder and bundled with Vite, as the owner of a site would. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "vite";
import { type File, type Files, page, script } from "./pages.js";

const PEERS: readonly { readonly name: string; readonly use: string }[] = [
  {
    name: "deep-chat",
    use: `import "deep-chat"; const chat = document.createElement("deep-chat"); chat.demo = true; chat.style = "position:fixed;right:20px;bottom:20px"; document.body.append(chat);`,
  },
  {
    name: "@typebot.io/js",
    use: `import Typebot from "@typebot.io/js"; Typebot.initBubble({ typebot: "shop", apiHost: location.origin });`,
  },
  {
    name: "flowise-embed",
    use: `import Chatbot from "flowise-embed"; Chatbot.init({ chatflowid: "shop", apiHost: location.origin });`,
  },
  {
    name: "@n8n/chat",
    use: `import "@n8n/chat/style.css"; import { createChat } from "@n8n/chat"; createChat({ webhookUrl: location.origin + "/webhook" });`,
  },
  { name: "@rocket.chat/livechat", use: `import "@rocket.chat/livechat";` },
  {
    name: "@voiceflow/react-chat",
    use: `import "@voiceflow/react-chat"; window.voiceflow?.chat?.load({ verify: { projectID: "shop" }, url: location.origin });`,
  },
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

/** Each in a folder of its own: one that cannot be installed or bundled is a line in the table, and no reason to stop. */
export async function installPeers(): Promise<Peers> {
  const files = new Map<string, File>();
  const peers: Peer[] = [];
  for (const { name, use } of PEERS) {
    const folder = await mkdtemp(join(tmpdir(), "recado-peer-"));
    try {
      await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
      await promisify(execFile)("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps", name], {
        cwd: folder,
        timeout: 240_000,
      });
      const { version } = JSON.parse(await readFile(join(folder, "node_modules", name, "package.json"), "utf8"));
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
        files.set(`${at}/assets/${file}`, file.endsWith(".css") ? { type: "text/css", body } : script(body));
      }
      const sheets = names
        .filter((file) => file.endsWith(".css"))
        .map((file) => `<link rel="stylesheet" href="${at}/assets/${file}">`);
      files.set(at, page(`${sheets.join("")}<script type="module" src="${at}/assets/${entry}"></script>`));
      peers.push({ name, version, path: at });
    } catch (cause) {
      peers.push({
        name,
        version: "",
        because: `${cause}`.split("\n").find((line) => /error/i.test(line)) ?? `${cause}`.slice(0, 120),
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  return { peers, files };
}
