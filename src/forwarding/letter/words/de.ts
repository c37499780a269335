/** German. */
import type { WordsWith } from "./en.js";

export const words: WordsWith<"one"> = {
  lang: "de",
  subject: (site) => `Ihre Unterhaltung mit ${site}`,
  agentAt: (agent, site) => `${agent} von ${site}`,
  wrote: (who) => `${who} schrieb:`,
  preheader: (site) => `Was Sie und ${site} geschrieben haben, zum Aufbewahren.`,
  you: "Sie",
  assistant: "Assistent",
  earlier: "Früher in dieser Unterhaltung",
  conversation: "Die Unterhaltung",
  continue: "Unterhaltung fortsetzen",
  simplyReply: "Sie können einfach auf diese E-Mail antworten.",
  answerAbove: "schreiben Sie Ihre Antwort über diese Zeile",
  file: (name) => `Anhang: ${name}`,
  cut: {
    one: () => "Eine weitere Nachricht steht in der Unterhaltung.",
    other: (n) => `${n} weitere Nachrichten stehen in der Unterhaltung.`,
  },
  readOn: "Der Rest steht in der Unterhaltung.",
  why: (site) => `Sie erhalten diese E-Mail, weil Sie ${site} im Chat auf deren Website geschrieben haben.`,
  out: "Keine solchen E-Mails mehr erhalten",
  toAgent: {
    subject: (site, reference) => `Ein Besucher hat ${site} geschrieben (${reference})`,
    continue: "In der Konsole öffnen",
    simplyReply: "Sie können einfach auf diese E-Mail antworten: Der Besucher erhält Ihre Antwort, in Ihrem Namen.",
    readOn: "Der Rest steht in der Konsole.",
    why: (site) => `Sie erhalten diese E-Mail, weil Sie für ${site} antworten und noch niemand diese Nachricht gesehen hat.`,
    out: "Wählen, was Ihnen gemailt wird, im Kontomenü der Konsole",
  },
  signIn: {
    subject: (site) => `Anmelden bei ${site}`,
    hello: (name) => `Guten Tag, ${name},`,
    link: (site) => `dieser Link meldet Sie bei den Unterhaltungen von ${site} an. Er gilt einmal, 15 Minuten lang:`,
    unasked: "Wenn Sie ihn nicht angefordert haben, ist nichts geschehen, und Sie müssen nichts tun.",
  },
  via: (visitor, site) => `${visitor} über ${site}`,
  visitor: "Ein Besucher",
  wayOut: {
    title: "Abbestellen",
    ask: (site) => `Keine Antworten von ${site} mehr an diese Adresse senden?`,
    button: "Abbestellen",
    done: (site) => `Erledigt. ${site} sendet keine Antworten mehr an diese Adresse. Die Unterhaltung selbst ist noch da.`,
    again: "Antworten wieder erhalten",
  },
  nothing: { title: "Nicht gefunden", text: "Unter dieser Adresse gibt es nichts." },
};
