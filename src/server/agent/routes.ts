/** The agents' API: each line is a route of protocol/agent.ts, a door, and what is done behind it. */
import type { Context } from "hono";
import { AGENT_ROUTES, type Me } from "../../protocol/index.js";
import { dayEnd } from "../../protocol/opening.js";
import { handFile } from "../attachments/hand.js";
import { uploadRoutes } from "../attachments/routes.js";
import { connectAccount, disconnectAccount, shownAccounts } from "../channels/connecting.js";
import { closeConversation } from "../conversation/close.js";
import type { Ground } from "../ground.js";
import type { Routes } from "../http/routes.js";
import { eventStream } from "../http/stream.js";
import { endOldKeys, newKey, shownKeys } from "../identity/keys.js";
import { limited } from "../limits/limiter.js";
import type { Mail } from "../mail/forwarding.js";
import { suppressionsOf } from "../mail/suppression.js";
import { Refusal } from "../refusal.js";
import { hashed } from "../secrets.js";
import { availabilityOf } from "../site/availability.js";
import { agentUploads, loadSite, shelfOf } from "../site/site.js";
import { addressDossier, conversationsOf, eraseAddress } from "./addresses.js";
import { askContact } from "./ask.js";
import { type AgentCaller, agentDoor, loadAgent, ownPageDoor, writingAgentDoor } from "./caller.js";
import { cookieJar } from "./cookie.js";
import { decisionsOf } from "./decisions.js";
import { holdAgentEvents } from "./events.js";
import { inboxRows } from "./inbox.js";
import { handOriginal, vouchFor } from "./mails.js";
import { faceOf, ownConversation, read, reply, sendAgain, type } from "./replies.js";
import { defaultsOf, saveSettings, sendTest } from "./settings.js";
import { linksToMail, type SignInLink, signOut, useLink } from "./sign-in.js";
import { setStatus } from "./status.js";
import { resubscribe, suppressByHand } from "./suppressions.js";
import { conversationView } from "./view.js";

/** What one agent may send in a day: more than anybody does by hand. */
const UPLOAD_QUOTA = { files: 2_000, bytes: 10_000_000_000 };

interface Means {
  readonly mail: Mail | undefined;
  /** Mails a sign-in link. */
  readonly mailLink: (link: SignInLink) => Promise<void>;
}

export function agentRoutes(ground: Ground, routes: Routes, { mail, mailLink }: Means): void {
  const canMail = mail !== undefined;
  const cookies = cookieJar(ground.publicUrl);
  const signingIn = limited(ground.limiter)("signIn", ownPageDoor(ground));
  const reading = agentDoor(ground, cookies);
  const writing = writingAgentDoor(ground, cookies);
  /** The agent and a conversation of theirs. */
  const inOwn = async (c: Context) => {
    const agent = await writing(c);
    return { agent, conversation: await ownConversation(ground, agent, c.req.param("id") ?? "") };
  };

  routes.take(AGENT_ROUTES.requestLink, signingIn, async (_, { email }) => {
    // After the answer: neither its words nor its time tell whether there is such an agent.
    ground.background(mailLinks(ground, email, mailLink));
    return {};
  });
  routes.take(AGENT_ROUTES.signIn, signingIn, async (_, { link }, c) => {
    const session = await useLink(ground, link);
    const agent = await loadAgent(ground, hashed(session));
    if (agent === undefined) throw new Refusal("gone", "This agent is no more");
    cookies.write(c, session);
    return me(ground, agent);
  });
  routes.ask(AGENT_ROUTES.signOut, writing, async (agent, c) => {
    await signOut(ground, agent);
    cookies.clear(c);
    return {};
  });
  routes.ask(AGENT_ROUTES.me, reading, (agent) => me(ground, agent));
  routes.take(AGENT_ROUTES.status, writing, async (agent, wish) => me(ground, await setStatus(ground, agent, wish)));
  routes.take(AGENT_ROUTES.mailMe, writing, async (agent, { mailMe }) => {
    await ground.db.updateTable("agents").set({ mail_me: mailMe }).where("id", "=", agent.id).execute();
    return me(ground, { ...agent, mailMe });
  });
  routes.ask(AGENT_ROUTES.inbox, reading, async (agent) => {
    const now = ground.now();
    return { conversations: await inboxRows(ground.db, agent.siteId, now), now };
  });
  routes.ask(AGENT_ROUTES.conversation, reading, async (agent, c) => {
    const { id } = await ownConversation(ground, agent, c.req.param("id") ?? "");
    return conversationView(ground, agent.siteId, id, canMail);
  });
  routes.take(AGENT_ROUTES.askContact, inOwn, ({ conversation }) => askContact(ground, conversation));
  routes.take(AGENT_ROUTES.reply, inOwn, ({ agent, conversation }, draft) => reply(ground, agent, conversation, draft));
  uploadRoutes(ground, routes, "agent", async (c) => {
    const { id: owner, siteId } = await writing(c);
    return { owner, may: agentUploads(ground), quota: UPLOAD_QUOTA, shelf: shelfOf(await loadSite(ground.db, siteId)) };
  });
  routes.take(AGENT_ROUTES.agentRead, inOwn, async ({ agent, conversation }, { upTo }) => {
    await read(ground, agent, conversation, upTo);
    return {};
  });
  routes.take(AGENT_ROUTES.agentTyping, inOwn, async ({ agent, conversation }, { on }) => {
    await type(ground, agent, conversation, on);
    return {};
  });
  routes.take(AGENT_ROUTES.vouch, inOwn, ({ agent, conversation }, _, c) =>
    vouchFor(ground, agent, conversation, c.req.param("mail") ?? ""),
  );
  routes.raw(AGENT_ROUTES.original, async (c) => {
    const agent = await reading(c);
    const conversation = await ownConversation(ground, agent, c.req.param("id") ?? "");
    return handOriginal(c, ground.db, conversation.id, c.req.param("mail") ?? "");
  });
  routes.raw(AGENT_ROUTES.attachment, async (c) => {
    const agent = await reading(c);
    const conversation = await ownConversation(ground, agent, c.req.param("id") ?? "");
    return handFile(c, ground, c.req.param("attachment") ?? "", conversation.id);
  });
  routes.take(AGENT_ROUTES.sendAgain, inOwn, async ({ conversation }, { seq }) => {
    await sendAgain(ground, conversation, seq);
    return {};
  });
  routes.ask(AGENT_ROUTES.decisions, reading, async (agent, c) => {
    const { id } = await ownConversation(ground, agent, c.req.param("id") ?? "");
    return { decisions: await decisionsOf(ground.db, id) };
  });
  routes.take(AGENT_ROUTES.close, inOwn, async ({ conversation }) => {
    await closeConversation(ground, conversation);
    return {};
  });
  routes.ask(AGENT_ROUTES.settings, reading, async (agent) => (await loadSite(ground.db, agent.siteId)).settings);
  routes.take(AGENT_ROUTES.saveSettings, writing, (agent, settings) => saveSettings(ground, agent.siteId, settings));
  routes.ask(AGENT_ROUTES.defaults, reading, async (agent) => ({ rules: await defaultsOf(ground, agent.siteId), canMail }));
  routes.take(AGENT_ROUTES.sendTest, writing, (agent, settings) => sendTest(ground, agent, mail, settings));
  routes.ask(AGENT_ROUTES.identityKeys, reading, (agent) => shownKeys(ground, agent.siteId));
  routes.ask(AGENT_ROUTES.newIdentityKey, writing, (agent) => newKey(ground, agent.siteId));
  routes.ask(AGENT_ROUTES.endOldIdentityKeys, writing, (agent) => endOldKeys(ground, agent.siteId));
  routes.ask(AGENT_ROUTES.accounts, reading, (agent) => shownAccounts(ground, agent.siteId));
  routes.take(AGENT_ROUTES.connectAccount, writing, (agent, wish) => connectAccount(ground, agent.siteId, wish));
  routes.take(AGENT_ROUTES.disconnectAccount, writing, (agent, named) => disconnectAccount(ground, agent.siteId, named));
  routes.ask(AGENT_ROUTES.suppressions, reading, async (agent) => ({
    suppressions: await suppressionsOf(ground.db, agent.siteId),
  }));
  routes.take(AGENT_ROUTES.suppress, writing, async (agent, { email }) => {
    await suppressByHand(ground, agent, email);
    return {};
  });
  routes.take(AGENT_ROUTES.resubscribe, writing, async (agent, { email, asked }) => {
    await resubscribe(ground, agent, email, asked);
    return {};
  });
  routes.take(AGENT_ROUTES.findAddress, writing, async (agent, { email }) => ({
    conversations: await conversationsOf(ground.db, agent.siteId, email),
  }));
  routes.take(AGENT_ROUTES.addressDossier, writing, async (agent, { email, as }) => ({
    content: await addressDossier(ground, agent.siteId, email, as),
  }));
  routes.take(AGENT_ROUTES.eraseAddress, writing, async (agent, { email, conversations }) => ({
    erased: await eraseAddress(ground, agent.siteId, email, conversations),
  }));
  routes.raw(AGENT_ROUTES.agentEvents, async (c) => {
    const agent = await reading(c);
    return eventStream(c, ground, (line) => holdAgentEvents(ground, agent, line));
  });
}

async function me(ground: Ground, agent: AgentCaller): Promise<Me> {
  const site = await loadSite(ground.db, agent.siteId);
  const { hours } = site.settings;
  const now = ground.now();
  const uploads = agentUploads(ground);
  return {
    agent: faceOf(agent),
    email: agent.email,
    status: agent.status,
    endsDay: agent.endsDay,
    ...(agent.offlineAt !== undefined && { offlineAt: agent.offlineAt }),
    ...(hours && { dayEndsAt: dayEnd(hours, now) }),
    mailMe: agent.mailMe,
    ...(uploads.kinds.length > 0 && { uploads }),
    site: { id: site.id, name: site.settings.name },
    ...(await availabilityOf(ground.db, agent.siteId, now)),
  };
}

async function mailLinks(ground: Ground, email: string, mailLink: Means["mailLink"]): Promise<void> {
  for (const link of await linksToMail(ground, email)) await mailLink(link);
}
