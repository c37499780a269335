/** Romanian. */
import type { WordsWith } from "./en.js";

export const words: WordsWith<"one" | "few"> = {
  lang: "ro",
  subject: (site) => `Conversația dumneavoastră cu ${site}`,
  agentAt: (agent, site) => `${agent} de la ${site}`,
  wrote: (who) => `${who} a scris:`,
  preheader: (site) => `Conversația cu ${site}, pentru a o păstra.`,
  you: "Dumneavoastră",
  assistant: "Asistent",
  earlier: "Mai devreme în această conversație",
  conversation: "Conversația",
  continue: "Continuați conversația",
  simplyReply: "Puteți răspunde direct la acest e-mail.",
  answerAbove: "scrieți răspunsul deasupra acestei linii",
  file: (name) => `Atașament: ${name}`,
  cut: {
    one: () => "Încă un mesaj se află în conversație.",
    few: (n) => `Încă ${n} mesaje se află în conversație.`,
    other: (n) => `Încă ${n} de mesaje se află în conversație.`,
  },
  readOn: "Restul se află în conversație.",
  why: (site) => `Primiți acest e-mail pentru că ați scris către ${site} în chatul de pe site.`,
  out: "Nu mai vreau să primesc astfel de e-mailuri",
  toAgent: {
    subject: (site, reference) => `Un vizitator a scris către ${site} (${reference})`,
    continue: "Deschideți în consolă",
    simplyReply: "Puteți răspunde direct la acest e-mail: vizitatorul primește răspunsul, în numele dumneavoastră.",
    readOn: "Restul se află în consolă.",
    why: (site) => `Primiți acest e-mail pentru că răspundeți pentru ${site} și nimeni nu a văzut încă acest mesaj.`,
    out: "Alegeți ce primiți prin e-mail, din meniul contului, în consolă",
  },
  via: (visitor, site) => `${visitor} prin ${site}`,
  visitor: "Un vizitator",
  wayOut: {
    title: "Dezabonare",
    ask: (site) => `Nu mai trimitem la această adresă răspunsurile de la ${site}?`,
    button: "Dezabonare",
    done: (site) => `Gata. La această adresă nu vor mai veni răspunsuri de la ${site}. Conversația rămâne la locul ei.`,
    again: "Vreau din nou răspunsurile",
  },
  nothing: { title: "Pagina nu a fost găsită", text: "Nu există nimic la această adresă." },
};
