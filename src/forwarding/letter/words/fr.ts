/** French. */
import type { WordsWith } from "./en.js";

export const words: WordsWith<"one" | "many"> = {
  lang: "fr",
  subject: (site) => `Votre conversation avec ${site}`,
  agentAt: (agent, site) => `${agent}, ${site}`,
  wrote: (who) => `${who} a écrit\u00a0:`,
  preheader: (site) => `Votre conversation avec ${site}, à conserver.`,
  you: "Vous",
  assistant: "Assistant",
  earlier: "Plus tôt dans cette conversation",
  conversation: "La conversation",
  continue: "Continuer la conversation",
  simplyReply: "Vous pouvez simplement répondre à cet e-mail.",
  answerAbove: "écrivez votre réponse au-dessus de cette ligne",
  file: (name) => `Pièce jointe\u00a0: ${name}`,
  cut: {
    one: () => "Un autre message se trouve dans la conversation.",
    many: (n) => `${n} d'autres messages se trouvent dans la conversation.`,
    other: (n) => `${n} autres messages se trouvent dans la conversation.`,
  },
  readOn: "La suite est dans la conversation.",
  why: (site) => `Vous recevez cet e-mail parce que vous avez écrit à ${site} dans le chat du site.`,
  out: "Ne plus recevoir ce genre d'e-mails",
  toAgent: {
    subject: (site, reference) => `Un visiteur a écrit à ${site} (${reference})`,
    continue: "Ouvrir dans la console",
    simplyReply: "Vous pouvez simplement répondre à cet e-mail\u00a0: le visiteur reçoit votre réponse, en votre nom.",
    readOn: "La suite est dans la console.",
    why: (site) => `Vous recevez cet e-mail parce que vous répondez pour ${site} et que personne n'a encore vu ce message.`,
    out: "Choisir ce qui vous est envoyé par e-mail, dans le menu de votre compte de la console",
  },
  via: (visitor, site) => `${visitor} via ${site}`,
  visitor: "Un visiteur",
  wayOut: {
    title: "Se désabonner",
    ask: (site) => `Ne plus envoyer les réponses de ${site} à cette adresse\u202f?`,
    button: "Se désabonner",
    done: (site) => `C'est fait. ${site} n'enverra plus de réponses à cette adresse. La conversation elle-même est toujours là.`,
    again: "Recevoir à nouveau les réponses",
  },
  nothing: { title: "Introuvable", text: "Il n'y a rien à cette adresse." },
};
