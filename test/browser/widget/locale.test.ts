/** What the server is told of the visitor's language: letters speak what the widget spoke, and answers quote them in it. */
import { expect, onTestFinished, test } from "vitest";
import { userEvent } from "vitest/browser";
import { memory } from "../../../src/adapters/memory.js";
import { mount } from "../../../src/index.js";
import type { Ticket } from "../../../src/protocol/index.js";
import { until } from "../../until.js";

// The browser itself wants en-US.
test.each([
  { page: "pt-AO", told: "pt-AO", because: "the page's variety of what the widget speaks" },
  { page: "es", lang: "en", told: "en-US", because: "the widget was set to another language than the page" },
  { page: "en", lang: "es", told: "es", because: "nobody wants a variety of it" },
  { page: "et", told: "et", because: "there are no words in it, but it is the page's" },
])("a page in $page, the widget set to $lang: told $told, $because", async ({ page, lang, told }) => {
  document.documentElement.lang = page;
  const inner = memory();
  const tickets: Ticket[] = [];
  const open: typeof inner.open = (ticket, signal) => {
    tickets.push(ticket);
    return inner.open(ticket, signal);
  };
  const recado = mount({ site: `locale-${page}-${Date.now()}`, backend: { ...inner, open }, ...(lang && { lang }) });
  onTestFinished(async () => {
    document.documentElement.removeAttribute("lang");
    await recado.reset();
    recado.destroy();
  });
  recado.open();
  const field = await until(() => document.querySelector("recado-chat")?.shadowRoot?.querySelector("textarea"));
  await userEvent.fill(field, "Hello");
  await userEvent.keyboard("{Enter}");
  await until(() => tickets.length > 0);
  expect(tickets).toMatchObject([{ kind: "new", locale: told }]);
});
