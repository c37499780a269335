/** Visitors whose unread reply went out by mail, and everything one can do with that mail. */
import * as v from "valibot";
import type { MemoryMailer } from "../../src/forwarding/mailers/memory.js";
import { ReceivedMail } from "../../src/protocol/index.js";
import { signed, type Written, written } from "../mails.js";
import { until } from "../until.js";
import { parsed, quick } from "./letters.js";
import { post } from "./post-office.js";
import type { World } from "./world.js";

/** Here the visitors' mails are looked at; those to agents would be among them. */
export const VISITORS_ONLY = { agentMail: { isOn: false } };

export function mailedIn(world: World, mailer: MemoryMailer) {
  const port = () => world.server.smtpPort ?? 0;
  let visitors = 0;
  async function mailed(shopSpec = {}) {
    visitors += 1;
    const email = `visitor${visitors}@example.com`;
    const shop = await world.shop({ origins: ["https://shop.example"], rules: quick, settings: VISITORS_ONLY, ...shopSpec });
    const [visitor, agent] = [await shop.knownVisitor(email), await shop.agent()];
    await visitor.say("My order arrived with a broken pot");
    await agent.reply(visitor.id, "We'll send a new pot today.");
    world.advance(60_000);
    // Timers do not follow the clock: where the worker sleeps already, this wakes it.
    await agent.ask("agentTyping", { id: visitor.id, body: { on: false } });
    const letter = await letterTo(email);
    const mail = await parsed(letter);
    const to = mail.replyTo?.[0]?.address ?? "";
    const view = async () => (await agent.ask("conversation", { id: visitor.id })).body;
    const mails = async () => v.parse(v.array(ReceivedMail), (await view()).mails);
    return {
      email,
      shop,
      visitor,
      agent,
      letter,
      mail,
      to,
      view,
      mails,
      texts: async () => ((await view()).messages as { text: string }[]).map(({ text }) => text).filter((text) => text !== ""),
      /** As her own provider would: signed. */
      answer: async (mail: Omit<Written, "to"> = {}, domain = "example.com") =>
        post(port(), { from: email, to, raw: await signed(written({ from: `Ana <${email}>`, to, ...mail }), domain) }),
    };
  }

  function letterTo(email: string, n = 0) {
    return until(() => mailer.taken.filter(({ envelope }) => envelope.to === email)[n]);
  }

  return { mailed, letterTo };
}
