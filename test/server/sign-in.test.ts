/** Agents sign in by a link that works once, and by nothing else. */
import { expect, test } from "vitest";
import { memoryMailer } from "../../src/forwarding/mailers/memory.js";
import { AGENT_ROUTES } from "../../src/protocol/index.js";
import { until } from "../until.js";
import { type Asking, ask, codeOf, signedIn } from "./people.js";
import { createWorld } from "./world.js";

const mailer = memoryMailer();
const world = await createWorld({ mail: { mailer, from: "chat@flora.example" } });

const secretIn = (link: string) => link.slice(link.indexOf("=") + 1);
const call = (name: "signIn" | "requestLink" | "me", asking: Asking) =>
  ask(world.url, AGENT_ROUTES[name], { headers: { origin: world.url }, ...asking }, {});
const email = (shop: { id: string }) => `${shop.id}.amelie@flora.example`;

test("the link leads to the console, with its secret where no server sees it", async () => {
  const link = await world.server.signInLink(email(await world.shop()));
  expect(link).toMatch(new RegExp(`^${world.url}/console/#sign-in=[A-Za-z0-9_-]{43}$`));
});

test("a link works once", async () => {
  const link = secretIn(await world.server.signInLink(email(await world.shop())));
  expect((await call("signIn", { body: { link } })).body).toMatchObject({ agent: { name: "Amélie" }, status: "offline" });
  expect(codeOf(await call("signIn", { body: { link } }))).toBe("410 gone");
});

test("of ten uses at the same moment one succeeds", async () => {
  const link = secretIn(await world.server.signInLink(email(await world.shop())));
  const answers = await Promise.all(Array.from({ length: 10 }, () => call("signIn", { body: { link } })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("a link older than 15 minutes, or made up, is gone", async () => {
  const link = secretIn(await world.server.signInLink(email(await world.shop())));
  world.advance(15 * 60_000 + 1);
  expect(codeOf(await call("signIn", { body: { link } }))).toBe("410 gone");
  expect(codeOf(await call("signIn", { body: { link: "A".repeat(43) } }))).toBe("410 gone");
});

test("the cookie is out of reach of scripts and of other sites", async () => {
  const link = secretIn(await world.server.signInLink(email(await world.shop())));
  const [cookie] = (await call("signIn", { body: { link } })).headers.getSetCookie();
  expect(cookie).toMatch(/^recado=[A-Za-z0-9_-]{43}; .*Path=\/; HttpOnly; SameSite=Lax$/);
});

test("signing out ends the session and the desk's stream, but no other session", async () => {
  const shop = await world.shop();
  const [here, there] = [await shop.agent(), await shop.agent()];
  const [stream, other] = [await here.listen(), await there.listen()];
  await stream.hears(({ type }) => type === "hello");
  await here.ask("signOut");
  await stream.ended;
  expect(codeOf(await here.ask("me"))).toBe("401 unauthorized");
  expect((await there.ask("me")).status).toBe(200);
  other.hangUp();
});

test("a requested link arrives by mail and works", async () => {
  const shop = await world.shop();
  await call("requestLink", { body: { email: email(shop).toUpperCase().replace("FLORA.EXAMPLE", "flora.example") } });
  const letter = await until(() => mailer.taken.find(({ envelope }) => envelope.to === email(shop)));
  const text = Buffer.from(Buffer.from(letter.raw).toString().split("\r\n\r\n").slice(1).join(""), "base64").toString();
  const link = /http\S+#sign-in=\S+/.exec(text)?.[0] ?? "";
  expect((await (await signedIn(world.url, link)).ask("me")).body).toMatchObject({ email: email(shop) });
});

test("asking a hundred times does not fill the agent's mailbox", async () => {
  const shop = await world.shop();
  for (let n = 0; n < 30; n++) await call("requestLink", { body: { email: email(shop) } });
  await world.restart(); // Waits for everything in the background.
  expect(mailer.taken.filter(({ envelope }) => envelope.to === email(shop)).length).toBe(5);
});
