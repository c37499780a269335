/** Italian. */
import type { WordsWith } from "./en.js";

export const words: WordsWith<"one" | "many"> = {
  lang: "it",
  subject: (site) => `La sua conversazione con ${site}`,
  agentAt: (agent, site) => `${agent}, ${site}`,
  wrote: (who) => `${who} ha scritto:`,
  preheader: (site) => `La conversazione con ${site}, da conservare.`,
  you: "Lei",
  assistant: "Assistente",
  earlier: "Prima, in questa conversazione",
  conversation: "La conversazione",
  continue: "Continua la conversazione",
  simplyReply: "Può semplicemente rispondere a questa e-mail.",
  answerAbove: "scriva la sua risposta sopra questa riga",
  file: (name) => `Allegato: ${name}`,
  cut: {
    one: () => "C'è un altro messaggio nella conversazione.",
    many: (n) => `Ci sono altri ${n} di messaggi nella conversazione.`,
    other: (n) => `Ci sono altri ${n} messaggi nella conversazione.`,
  },
  readOn: "Il resto è nella conversazione.",
  why: (site) => `Riceve questa e-mail perché ha scritto a ${site} nella chat del sito.`,
  out: "Non ricevere più e-mail come questa",
  toAgent: {
    subject: (site, reference) => `Un visitatore ha scritto a ${site} (${reference})`,
    continue: "Apri nella console",
    simplyReply: "Può semplicemente rispondere a questa e-mail: il visitatore riceve la sua risposta, a suo nome.",
    readOn: "Il resto è nella console.",
    why: (site) => `Riceve questa e-mail perché risponde per ${site} e nessuno ha ancora visto questo messaggio.`,
    out: "Scelga che cosa ricevere per e-mail, nel menu del suo account nella console",
  },
  via: (visitor, site) => `${visitor} tramite ${site}`,
  visitor: "Un visitatore",
  wayOut: {
    title: "Annulla l'iscrizione",
    ask: (site) => `Non inviare più le risposte di ${site} a questo indirizzo?`,
    button: "Annulla l'iscrizione",
    done: (site) => `Fatto. ${site} non invierà più risposte a questo indirizzo. La conversazione è ancora lì.`,
    again: "Ricevere di nuovo le risposte",
  },
  nothing: { title: "Non trovato", text: "A questo indirizzo non c'è nulla." },
};
