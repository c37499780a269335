/** Which pages may speak for a site. */
import { expect, test } from "vitest";
import { ROUTES } from "../../src/protocol/index.js";
import { createWorld } from "./world.js";

const world = await createWorld();
const listed = await world.shop({ id: "listed", origins: ["https://shop.example", "http://shop.example:8080"] });
const open = await world.shop({ id: "open", origins: [] });

const asked = (site: string, origin: string) => fetch(`${world.url}/v1/sites/${site}`, { headers: { origin } });

test.each([
  [listed, "https://shop.example", true],
  [listed, "http://shop.example:8080", true],
  [listed, "http://shop.example", false],
  [listed, "https://shop.example:8443", false],
  [listed, "https://shop.example.evil.example", false],
  [listed, "https://evilshop.example", false],
  [listed, "https://www.shop.example", false],
  [listed, "https://SHOP.example", false],
  [listed, "null", false],
  [listed, "http://localhost:3000", false],
  [listed, "*", false],
  [open, "http://localhost:3000", true],
  [open, "http://127.0.0.1", true],
  [open, "https://[::1]:8443", true],
  [open, "https://shop.example", false],
  [open, "http://localhost.evil.example", false],
  [open, "http://127.0.0.1.evil.example", false],
  [open, "http://notlocalhost", false],
  [open, "null", false],
])("$id, asked by a page of %s: %s", async (shop, origin, isAdmitted) => {
  const response = await asked(shop.id, origin);
  expect(response.status).toBe(isAdmitted ? 200 : 403);
  expect(response.headers.get("access-control-allow-origin")).toBe(isAdmitted ? origin : null);
  expect(response.headers.get("vary")).toContain("Origin");
  expect(response.headers.get("access-control-allow-credentials")).toBeNull();
});

test("a preflight is answered for every route, by its methods, for two hours", async () => {
  for (const { method, path } of Object.values(ROUTES)) {
    const url = world.url + path.replace(":site", listed.id);
    const preflight = (origin: string) =>
      fetch(url, {
        method: "OPTIONS",
        headers: {
          origin,
          "access-control-request-method": method,
          "access-control-request-headers": "authorization,content-type",
        },
      });
    const response = await preflight("https://shop.example");
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-methods")).toContain(method);
    expect(response.headers.get("access-control-allow-headers")).toMatch(/authorization.*content-type/i);
    expect(response.headers.get("access-control-max-age")).toBe("7200");
    expect(response.headers.get("access-control-allow-origin")).toBe("https://shop.example");
    expect((await preflight("https://evil.example")).status).toBe(403);
  }
});

test("a refusal can be read by the page it is meant for", async () => {
  const response = await fetch(`${world.url}/v1/sites/listed/messages`, { headers: { origin: "https://shop.example" } });
  expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([401, "https://shop.example"]);
  const mistyped = await asked("lsited", "https://shop.example");
  expect([mistyped.status, mistyped.headers.get("access-control-allow-origin")]).toEqual([404, "*"]);
});

test("a foreign page opens no session, and a plain form of one does not even look like a request", async () => {
  const post = (headers: Record<string, string>) =>
    fetch(`${world.url}/v1/sites/listed/session`, { method: "POST", headers, body: JSON.stringify({ kind: "new" }) });
  expect((await post({ origin: "https://evil.example", "content-type": "application/json" })).status).toBe(403);
  expect((await post({ origin: "https://shop.example", "content-type": "text/plain" })).status).toBe(400);
  expect((await post({ "content-type": "application/x-www-form-urlencoded" })).status).toBe(400);
});

test("the agents' side has no door for foreign pages", async () => {
  const response = await fetch(`${world.url}/v1/agent/me`, { headers: { origin: "https://shop.example" } });
  expect(response.headers.get("access-control-allow-origin")).toBeNull();
});
