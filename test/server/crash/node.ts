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
  attachments: v.optional(v.string()),
});
const { database, smtp, site, agent, leaseMs, attachments } = v.parse(Told, JSON.parse(process.env.RECADO_NODE ?? ""));

const nobodyKnows = async () => {
  throw Object.assign(new Error("No name is known here"), { code: "ENOTFOUND" });
};
const silent = () => undefined;
const server = await createServer({
  database,
  port: 0,
  ...(attachments !== undefined && { attachments }),
  mail: {
    mailer: smtpMailer({ url: smtp }),
    from: "chat@flora.example",
    replyHost: "reply.flora.example",
    ...(attachments !== undefined && { inbound: { smtp: { port: 0 }, resolver: nobodyKnows } }),
  },
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
process.send?.({ url: server.url, smtpPort: server.smtpPort, link: await server.signInLink(agent) });
// Whoever started us has gone.
process.on("disconnect", () => process.exit());
