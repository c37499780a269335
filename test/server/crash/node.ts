/** One node of Recado as a process of its own, so that it can be killed. Told by its environment, tells its parent where it is. */
import * as v from "valibot";
import { smtpMailer } from "../../../src/forwarding/index.js";
import { createServer } from "../../../src/server/index.js";

const Told = v.object({
  database: v.record(v.string(), v.unknown()),
  smtp: v.string(),
  site: v.string(),
  agent: v.string(),
  leaseMs: v.number(),
});
const { database, smtp, site, agent, leaseMs } = v.parse(Told, JSON.parse(process.env.RECADO_NODE ?? ""));

const silent = () => undefined;
const server = await createServer({
  database,
  port: 0,
  mail: { mailer: smtpMailer({ url: smtp }), from: "chat@flora.example", replyHost: "reply.flora.example" },
  log: { debug: silent, info: silent, warn: silent, error: silent },
});
await server.ensureSite({
  id: site,
  name: "Flora Garden Shop",
  origins: [],
  agents: [{ name: "Amélie", email: agent }],
  settings: { agentMail: { isOn: false } },
  // Due at once, and soon again: what is tried here is the order of the steps, not the waiting between them.
  rules: { presentDelayMs: 0, awayDelayMs: 0, awayGraceMs: 0, gapMs: 0, typingGraceMs: 0, leaseMs, backoffMs: [leaseMs] },
});
process.send?.({ url: server.url, link: await server.signInLink(agent) });
// Whoever started us has gone.
process.on("disconnect", () => process.exit());
