/** Swedish. */
import type { WordsWith } from "./en.js";

export const words: WordsWith<"one"> = {
  lang: "sv",
  subject: (site) => `Din konversation med ${site}`,
  agentAt: (agent, site) => `${agent} på ${site}`,
  wrote: (who) => `${who} skrev:`,
  preheader: (site) => `Det du och ${site} har skrivit, att spara.`,
  you: "Du",
  assistant: "Assistent",
  earlier: "Tidigare i konversationen",
  conversation: "Konversationen",
  continue: "Fortsätt konversationen",
  simplyReply: "Du kan helt enkelt svara på det här mejlet.",
  answerAbove: "skriv ditt svar ovanför den här raden",
  file: (name) => `Bilaga: ${name}`,
  cut: {
    one: () => "Ett meddelande till finns i konversationen.",
    other: (n) => `${n} meddelanden till finns i konversationen.`,
  },
  readOn: "Resten finns i konversationen.",
  why: (site) => `Du får det här mejlet eftersom du skrev till ${site} i chatten på webbplatsen.`,
  out: "Få inga fler sådana mejl",
  toAgent: {
    subject: (site, reference) => `En besökare skrev till ${site} (${reference})`,
    continue: "Öppna i konsolen",
    simplyReply: "Du kan helt enkelt svara på det här mejlet: besökaren får ditt svar, i ditt namn.",
    readOn: "Resten finns i konsolen.",
    why: (site) => `Du får det här mejlet eftersom du svarar för ${site} och ingen har sett meddelandet än.`,
    out: "Välj vad som mejlas till dig, i kontomenyn i konsolen",
  },
  signIn: {
    subject: (site) => `Logga in på ${site}`,
    hello: (name) => `Hej ${name}!`,
    link: (site) => `Den här länken loggar in dig på konversationerna för ${site}. Den fungerar en gång, i 15 minuter:`,
    unasked: "Om du inte har bett om den har inget hänt och du behöver inte göra något.",
  },
  via: (visitor, site) => `${visitor} via ${site}`,
  visitor: "En besökare",
  wayOut: {
    title: "Avsluta prenumerationen",
    ask: (site) => `Sluta skicka svar från ${site} till den här adressen?`,
    button: "Avsluta prenumerationen",
    done: (site) => `Klart. ${site} skickar inga fler svar till den här adressen. Själva konversationen finns kvar.`,
    again: "Få svar igen",
  },
  nothing: { title: "Hittades inte", text: "Det finns inget på den här adressen." },
};
