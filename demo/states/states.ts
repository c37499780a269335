/** Every state of the widget, and how a visitor gets there. */
import type { Site } from "../../src/protocol/index.js";
import type { Stage } from "./stage.js";
import { given, invoice, photo } from "./things.js";

interface State {
  readonly title: string;
  readonly site?: Partial<Site>;
  /** Where it is about a language; otherwise any will do. */
  readonly lang?: string;
  readonly reach: (stage: Stage) => Promise<void>;
}

const QUESTION = "My order 4711 arrived with a broken pot. What can we do?";
const ANSWER = "Oh no, I'm sorry! We'll send you a new one today: https://flora.example/orders/4711";
const isAway = { availability: "away" } as const;
const isQuiet: Partial<Site> = {
  contactForm: { whenOnline: "never", whenAway: "never", fields: [{ name: "email", required: true }] },
};

/** At nine, wherever the visitor is; never tomorrow, which has another name. */
function nextMonday(): number {
  const day = new Date();
  day.setDate(day.getDate() + 2);
  while (day.getDay() !== 1) day.setDate(day.getDate() + 1);
  return day.setHours(9, 0, 0, 0);
}

const asked = async (stage: Stage): Promise<void> => {
  await stage.open();
  await stage.write(QUESTION);
  await stage.shown(".meta.sent");
};

const openMenu = async (stage: Stage): Promise<void> => {
  (await stage.shown("[data-popup=menu]")).click();
  await stage.shown("[role=menu]");
};

export const STATES: Readonly<Record<string, State>> = {
  closed: { title: "Closed", reach: async () => {} },
  unread: {
    title: "Unread replies, the card dismissed",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.recado.close();
      stage.backend.agent.reply(ANSWER);
      (await stage.shown(".peek .iconic")).click();
      stage.backend.agent.reply("Could you tell me the size?");
      await stage.shown(".peek");
      (await stage.shown(".peek .iconic")).click();
    },
  },
  peek: {
    title: "A reply peeks out",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.recado.close();
      stage.backend.agent.reply(ANSWER);
      await stage.shown(".peek");
    },
  },
  opening: {
    title: "Opening, before the site has answered",
    async reach(stage) {
      stage.hush();
      await stage.open();
    },
  },
  online: { title: "Empty, somebody is here", reach: ({ open }) => open() },
  greeting: {
    title: "Empty, with the site's own greeting",
    site: { greeting: "Olá! Questions about plants, pots or your order? Ask away." },
    reach: ({ open }) => open(),
  },
  away: { title: "Empty, nobody is here", site: isAway, reach: ({ open }) => open() },
  "away-hours": {
    title: "Nobody is here, and the hours say when",
    site: { ...isAway, opensAt: nextMonday() },
    async reach(stage) {
      await stage.open();
      const line = await stage.shown(".availability");
      while (!/\p{Nd}/u.test(line.textContent)) await new Promise(requestAnimationFrame);
    },
  },
  "away-no-mail": {
    title: "Nobody is here, and nothing is mailed",
    site: { ...isAway, answersByEmail: false },
    reach: ({ open }) => open(),
  },
  "form-optional": {
    title: "Sent; the form offers itself",
    async reach(stage) {
      await asked(stage);
      await stage.shown("form.card");
    },
  },
  "form-folded": {
    title: "The form was skipped",
    async reach(stage) {
      await asked(stage);
      (await stage.shown("form.card .skip")).click();
    },
  },
  "form-own": {
    title: "The owner's own questions, a longer one, and the marketing box",
    site: {
      contactForm: {
        whenOnline: "optional",
        whenAway: "required",
        fields: [
          { name: "email", required: true },
          { name: "name", required: false },
        ],
        own: [
          { name: "order", type: "number", label: "Order number", required: true },
          { name: "size", type: "select", label: "Which size?", options: ["Small", "Large"], required: false },
          { name: "day", type: "date", label: "When should it arrive?", required: false },
          { name: "story", type: "textarea", label: "Anything else?", required: false },
          { name: "gift", type: "checkbox", label: "It is a gift", required: false },
        ],
        order: ["order", "email", "size"],
        consent: { text: "Only used to answer you.", link: "https://flora.example/privacy" },
        marketing: "Send me news about plants, once a month at most.",
      },
    },
    async reach(stage) {
      await asked(stage);
      (await stage.shown("form.card .go")).click();
      await stage.shown("form.card [aria-invalid=true]");
    },
  },
  "form-offer": {
    title: "An address was written in the chat",
    async reach(stage) {
      await stage.open();
      await stage.write("You can write to ana@example.com.");
      await stage.shown("form.card .offer");
    },
  },
  "form-asked": {
    title: "An agent has the bot ask for the e-mail",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.backend.agent.askContact("May we have your e-mail address, so that our answer reaches you wherever you are?");
      await stage.shown("form.card");
    },
  },
  held: {
    title: "Held until the form is filled in",
    site: isAway,
    async reach(stage) {
      await stage.open();
      await stage.write(QUESTION);
      await stage.write("It is the blue one.");
      await stage.shown("form.card");
    },
  },
  "form-refused": {
    title: "Not an address",
    site: isAway,
    async reach(stage) {
      await stage.open();
      await stage.write(QUESTION);
      await stage.fill("email", "ana@gmial");
      await stage.submit();
      await stage.shown(".fault");
    },
  },
  "form-failed": {
    title: "The address could not be given",
    site: isAway,
    async reach(stage) {
      await stage.open();
      await stage.write(QUESTION);
      await stage.fill("email", "ana@example.com");
      stage.fail("offline");
      await stage.submit();
      await stage.shown("form.card > .fault");
    },
  },
  "form-suggestion": {
    title: "A slip of the keyboard",
    site: isAway,
    async reach(stage) {
      await stage.open();
      await stage.write(QUESTION);
      await stage.fill("email", "ana@gmial.com");
      await stage.shown(".hint button");
    },
  },
  "form-done": {
    title: "Reachable",
    site: isAway,
    async reach(stage) {
      await stage.open();
      await stage.write(QUESTION);
      await stage.fill("email", "ana@example.com");
      await stage.submit();
      await stage.shown(".meta.sent");
    },
  },
  queued: {
    title: "Waits for a connection",
    site: isQuiet,
    async reach(stage) {
      await stage.open();
      stage.fail("offline");
      await stage.write(QUESTION);
      await stage.shown(".meta.mine");
    },
  },
  offline: {
    title: "No connection",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.fail("offline");
      await stage.write("Are you still there?");
      await stage.shown(".banner");
    },
  },
  busy: {
    title: "Too many write at once",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.fail("rate-limited");
      await stage.write("Are you still there?");
      await stage.shown(".banner");
    },
  },
  sent: { title: "Sent", site: isQuiet, reach: asked },
  seen: {
    title: "Seen",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.backend.agent.read(1);
    },
  },
  answered: {
    title: "Answered, in three languages",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.backend.agent.read(1);
      stage.backend.agent.reply(ANSWER);
      stage.backend.agent.reply("Could you tell me the size?");
      await stage.write("The 30 cm one. شكرًا!");
    },
  },
  "right-to-left": {
    title: "In Arabic, with a foreign name and an address in it",
    site: { ...isAway, name: "متجر فلورا للحدائق" },
    lang: "ar",
    async reach(stage) {
      await stage.open();
      await stage.write("مرحبًا! وصل طلبي رقم 4711 والأصيص مكسور، ماذا أفعل؟");
      await stage.fill("email", "ana@example.com");
      await stage.submit();
      await stage.shown(".meta.sent");
      stage.backend.agent.reply("نعتذر منك! سنرسل لك أصيصًا جديدًا اليوم: https://flora.example/orders/4711");
      stage.backend.agent.reply("Could you tell me the size, please?");
      await stage.write("Terracotta، 30 سم.");
      await stage.shown(".row.agent");
    },
  },
  typing: {
    title: "An agent is writing",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      // Said again and again, as a desk does while somebody writes: the first word of it may come before the line is up.
      const writing = setInterval(() => stage.backend.agent.typing(true), 1_000);
      await stage.shown(".dots").finally(() => clearInterval(writing));
    },
  },
  failed: {
    title: "Not sent",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.fail("bad-request");
      await stage.write("And the saucer, too.");
      await stage.shown(".meta.failed");
    },
  },
  long: {
    title: "A long conversation, with news below",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      for (let n = 1; n <= 40; n++)
        stage.backend.agent.reply(`Pot number ${n}: ${"terracotta, 30 cm, frost-proof. ".repeat(n % 4)}`);
      const log = await stage.shown("[role=log]");
      await stage.shown(".row.agent");
      log.scrollTop = 0;
      log.dispatchEvent(new Event("scroll"));
      stage.backend.agent.reply("The last one.");
      await stage.shown(".latest");
    },
  },
  "loading-older": {
    title: "Further up there is more, and it is on its way",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      // So much was said while there was no connection that the device begins again with the last page of it.
      stage.fail("offline");
      for (let n = 1; n <= 300; n++) stage.backend.agent.reply(`Pot number ${n}: terracotta, 30 cm.`);
      stage.holdOlder();
      stage.fail(undefined);
      dispatchEvent(new Event("online"));
      const log = await stage.shown("[role=log]");
      await stage.shown(".older");
      log.scrollTop = 0;
      log.dispatchEvent(new Event("scroll"));
    },
  },
  "edited-removed": {
    title: "A reply edited, another one removed",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.backend.agent.reply("We'll send it on Mnday.");
      stage.backend.agent.reply("Wrong window, sorry.");
      stage.backend.agent.edit(2, "We'll send it on Monday.");
      stage.backend.agent.remove(3);
    },
  },
  menu: {
    title: "The menu",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      await openMenu(stage);
    },
  },
  "erase-question": {
    title: "Asks before it deletes",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      await openMenu(stage);
      (await stage.shown("[role=menu] .danger")).click();
      await stage.shown("[role=alertdialog]");
    },
  },
  "erase-failed": {
    title: "Could not delete",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      await openMenu(stage);
      (await stage.shown("[role=menu] .danger")).click();
      stage.fail("offline");
      (await stage.shown("[role=alertdialog] .danger")).click();
      await stage.shown("[role=alertdialog] .trouble");
    },
  },
  emoji: {
    title: "A few emoji",
    site: isQuiet,
    async reach(stage) {
      await stage.open();
      (await stage.found("[data-popup=emoji]")).click();
      await stage.shown(".emoji");
    },
  },
  "quick-replies": {
    title: "Answers to choose from",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.backend.agent.offer("Oh no! Which pot was it?", ["The blue one, 30 cm", "The terracotta one", "Both"]);
      await stage.shown(".quick button");
    },
  },
  "rating-asked": {
    title: "Closed: how did it go?",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.backend.agent.reply("A new one is on its way.");
      stage.backend.agent.close();
      await stage.shown(".rating button");
    },
  },
  "rating-comment": {
    title: "Rated; a word more?",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.backend.agent.close();
      (await stage.shown(".rating button")).click();
      await stage.shown(".rating textarea");
    },
  },
  "rating-thanks": {
    title: "Rated",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.backend.agent.close();
      (await stage.shown(".rating button")).click();
      (await stage.shown(".rating form button")).click();
      await stage.shown(".rating [role=status]:not(:empty)");
    },
  },
  "files-chosen": {
    title: "Files to be sent, and one that cannot be",
    site: isQuiet,
    async reach(stage) {
      await stage.open();
      await stage.drop(await photo(), invoice(), new File(["MZ"], "setup.exe"));
      await stage.shown(".tray button");
      await stage.shown(".trouble");
    },
  },
  "files-leaving": {
    title: "Files on their way",
    site: isQuiet,
    async reach(stage) {
      await stage.open();
      stage.stall(0.6);
      await stage.drop(await photo(), invoice());
      await stage.shown(".tray button");
      await stage.write("It arrived like this.");
      await stage.shown(".bar");
    },
  },
  "files-refused": {
    title: "A file that was refused",
    site: isQuiet,
    async reach(stage) {
      await stage.open();
      await stage.drop(new File(["<!doctype html>"], "notes.txt", { type: "text/plain" }));
      await stage.shown(".tray button");
      await stage.write("My notes");
      await stage.shown(".reason");
    },
  },
  "file-picture": {
    title: "A picture, sent",
    site: isQuiet,
    async reach(stage) {
      await stage.open();
      await stage.drop(await photo());
      await stage.shown(".tray button");
      await stage.write("It arrived like this.");
      await stage.shown(".picture");
      await stage.drop(await photo("alone.png", 300, 520));
      await stage.shown(".tray button");
      (await stage.shown(".send")).click();
      await stage.shown(".lines .row ~ .row ~ .meta.sent");
    },
  },
  "file-document": {
    title: "A document, sent",
    site: isQuiet,
    async reach(stage) {
      await stage.open();
      await stage.drop(
        invoice("A very long name of an invoice that somebody gave to it, with all one needs to know about it, 2026-11.pdf"),
      );
      await stage.shown(".tray button");
      await stage.write("Here it is.");
      await stage.shown(".meta.sent");
    },
  },
  "files-received": {
    title: "Files from an agent",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.backend.agent.reply("That is the label to stick on the box, and this is where:", [
        await given(invoice("Return label.pdf")),
        await given(await photo("where.png")),
      ]);
      await stage.shown(".picture");
    },
  },
  "no-time": {
    title: "Somebody is here, and no time is promised",
    site: { replyTime: undefined },
    reach: ({ open }) => open(),
  },
  erased: {
    title: "Erased",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.backend.agent.erase();
      await stage.shown(".banner");
    },
  },
  destroyed: {
    title: "Taken off the page",
    site: isQuiet,
    async reach(stage) {
      await asked(stage);
      stage.recado.destroy();
    },
  },
};
