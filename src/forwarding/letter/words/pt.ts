/** Portuguese. */
import type { WordsWith } from "./en.js";

export const words: WordsWith<"one" | "many"> = {
  lang: "pt",
  subject: (site) => `A sua conversa com ${site}`,
  agentAt: (agent, site) => `${agent}, ${site}`,
  wrote: (who) => `${who} escreveu:`,
  preheader: (site) => `A conversa com ${site}, para guardar.`,
  you: "Eu",
  assistant: "Assistente",
  earlier: "Antes, nesta conversa",
  conversation: "A conversa",
  continue: "Continuar a conversa",
  simplyReply: "Pode simplesmente responder a este e-mail.",
  answerAbove: "escreva a sua resposta acima desta linha",
  file: (name) => `Anexo: ${name}`,
  cut: {
    one: () => "Há mais uma mensagem na conversa.",
    many: (n) => `Há mais ${n} de mensagens na conversa.`,
    other: (n) => `Há mais ${n} mensagens na conversa.`,
  },
  readOn: "O resto está na conversa.",
  why: (site) => `Recebe este e-mail porque escreveu a ${site} no chat do site.`,
  out: "Não receber mais e-mails como este",
  toAgent: {
    subject: (site, reference) => `Um visitante escreveu a ${site} (${reference})`,
    continue: "Abrir na consola",
    simplyReply: "Pode simplesmente responder a este e-mail: o visitante recebe a sua resposta, em seu nome.",
    readOn: "O resto está na consola.",
    why: (site) => `Recebe este e-mail porque responde por ${site} e ainda ninguém viu esta mensagem.`,
    out: "Escolher o que lhe é enviado por e-mail, no menu da sua conta na consola",
  },
  via: (visitor, site) => `${visitor} (em ${site})`,
  visitor: "Um visitante",
  wayOut: {
    title: "Cancelar a subscrição",
    ask: (site) => `Deixar de enviar as respostas de ${site} para este endereço?`,
    button: "Cancelar a subscrição",
    done: (site) => `Pronto. ${site} não enviará mais respostas para este endereço. A conversa continua lá.`,
    again: "Voltar a receber respostas",
  },
  nothing: { title: "Não encontrado", text: "Não há nada neste endereço." },
};
