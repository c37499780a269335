/** All routes on one Hono app. Order matters only at the end: what no route took is a 405 or a 404. */
import { Hono } from "hono";
import type { Inbox } from "../forwarding/inbound/door.js";
import { agentRoutes } from "./agent/routes.js";
import { channelRoutes } from "./channels/routes.js";
import { createPresence } from "./conversation/presence.js";
import { fileRoutes } from "./files/routes.js";
import type { Ground } from "./ground.js";
import { healthRoute } from "./health.js";
import { answerProblems } from "./http/problem.js";
import { createRoutes } from "./http/routes.js";
import type { Mail } from "./mail/forwarding.js";
import { webhookRoutes } from "./mail/inbound/webhooks.js";
import { signInLetter } from "./mail/sign-in-letter.js";
import { unsubscribeRoutes } from "./mail/unsubscribe.js";
import { Refusal } from "./refusal.js";
import { loadSite } from "./site/site.js";
import { visitorRoutes } from "./visitor/routes.js";

/** A closing server waits for mails on their way, but not for ever. */
const MAIL_PATIENCE_MS = 30_000;

export async function createApp(
  ground: Ground,
  { mail, inbox, assets }: { mail: Mail | undefined; inbox: Inbox | undefined; assets: string | undefined },
): Promise<Hono> {
  const app = new Hono();
  const canMail = mail !== undefined;
  answerProblems(app, ground.log);
  app.use(async (c, next) => {
    // In a server of somebody else's, which goes on after our end.
    if (ground.closing.aborted) throw new Refusal("unavailable", "This server is closing; please ask again");
    const start = performance.now();
    const answering = next();
    // What was asked is answered before the database goes.
    ground.background(answering);
    await answering;
    c.header("X-Content-Type-Options", "nosniff");
    // The route and not the path: what stands in a path may be somebody's.
    ground.log.debug(
      { method: c.req.method, route: c.req.routePath, status: c.res.status, ms: Math.round(performance.now() - start) },
      "Answered",
    );
  });

  const routes = createRoutes(app);
  healthRoute(ground, routes);
  visitorRoutes(ground, createPresence(ground), routes, canMail);
  agentRoutes(ground, routes, {
    mail,
    async mailLink(link) {
      // Without a mailer the operator hands links out: the start-up log, or signInLink().
      if (mail === undefined) return;
      const site = await loadSite(ground.db, link.agent.siteId);
      const outcome = await mail.mailer.send(
        signInLetter(link, site.settings.name, mail.from, ground.now()),
        AbortSignal.timeout(MAIL_PATIENCE_MS),
      );
      if (outcome.was !== "accepted") ground.log.warn({ outcome: outcome.was }, "A sign-in link could not be mailed");
    },
  });
  unsubscribeRoutes(ground, routes);
  channelRoutes(ground, routes);
  if (inbox !== undefined) webhookRoutes(ground, routes, inbox, mail?.inbound ?? {});
  if (assets !== undefined) await fileRoutes(routes, assets);
  routes.refuseOtherMethods();
  return app;
}
