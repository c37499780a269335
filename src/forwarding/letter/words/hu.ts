/** Hungarian. A name of a site takes no ending here: which one it would be depends on how it sounds. */
import type { WordsWith } from "./en.js";

export const words: WordsWith<"one"> = {
  lang: "hu",
  subject: (site) => `Az Ön beszélgetése – ${site}`,
  agentAt: (agent, site) => `${agent} (${site})`,
  wrote: (who) => `${who} írta:`,
  preheader: (site) => `A beszélgetés szövege, megőrzésre – ${site}`,
  you: "Ön",
  assistant: "Asszisztens",
  earlier: "Korábban ebben a beszélgetésben",
  conversation: "A beszélgetés",
  continue: "A beszélgetés folytatása",
  simplyReply: "Elég, ha erre az e-mailre válaszol.",
  answerAbove: "válaszát e sor fölé írja",
  file: (name) => `Melléklet: ${name}`,
  cut: {
    one: () => "Még egy üzenet van a beszélgetésben.",
    other: (n) => `Még ${n} üzenet van a beszélgetésben.`,
  },
  readOn: "A folytatás a beszélgetésben olvasható.",
  why: (site) => `Azért kapja ezt az e-mailt, mert chatüzenetet írt a következő webhelyen: ${site}.`,
  out: "Nem kérek több ilyen e-mailt",
  toAgent: {
    subject: (site, reference) => `Egy látogató írt – ${site} (${reference})`,
    continue: "Megnyitás a konzolban",
    simplyReply: "Elég, ha erre az e-mailre válaszol: a látogató az Ön nevével kapja meg a választ.",
    readOn: "A folytatás a konzolban olvasható.",
    why: (site) =>
      `Azért kapja ezt az e-mailt, mert Ön is válaszol a látogatóknak (${site}), és ezt az üzenetet még senki sem látta.`,
    out: "A konzolban, a fiókmenüben választhatja ki, miről kapjon e-mailt",
  },
  signIn: {
    subject: (site) => `Bejelentkezés: ${site}`,
    hello: (name) => `Üdvözöljük, ${name}!`,
    link: (site) => `Ezzel a hivatkozással beléphet a beszélgetésekhez (${site}). Egyszer használható, 15 percig:`,
    unasked: "Ha nem Ön kérte, nem történt semmi, és nincs teendője.",
  },
  via: (visitor, site) => `${visitor} (${site})`,
  visitor: "Egy látogató",
  wayOut: {
    title: "Leiratkozás",
    ask: (site) => `Ne küldjünk több választ erre a címre? (${site})`,
    button: "Leiratkozás",
    done: (site) => `Kész. Erre a címre nem küldünk több választ (${site}). Maga a beszélgetés megmarad.`,
    again: "Újra kérem a válaszokat",
  },
  nothing: { title: "Nem található", text: "Ezen a címen nincs semmi." },
};
