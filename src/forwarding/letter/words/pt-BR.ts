/** Brazilian Portuguese. */
import type { WordsWith } from "./en.js";

export const words: WordsWith<"one" | "many"> = {
  lang: "pt-BR",
  subject: (site) => `Sua conversa com ${site}`,
  agentAt: (agent, site) => `${agent}, ${site}`,
  wrote: (who) => `${who} escreveu:`,
  preheader: (site) => `A conversa com ${site}, para guardar.`,
  you: "Você",
  assistant: "Assistente",
  earlier: "Antes, nesta conversa",
  conversation: "A conversa",
  continue: "Continuar a conversa",
  simplyReply: "Você pode simplesmente responder a este e-mail.",
  answerAbove: "escreva sua resposta acima desta linha",
  file: (name) => `Anexo: ${name}`,
  cut: {
    one: () => "Mais uma mensagem está na conversa.",
    many: (n) => `Mais ${n} de mensagens estão na conversa.`,
    other: (n) => `Mais ${n} mensagens estão na conversa.`,
  },
  readOn: "O restante está na conversa.",
  why: (site) => `Você recebe este e-mail porque escreveu para ${site} no chat do site.`,
  out: "Não receber mais e-mails como este",
  toAgent: {
    subject: (site, reference) => `Um visitante escreveu para ${site} (${reference})`,
    continue: "Abrir no console",
    simplyReply: "Você pode simplesmente responder a este e-mail: o visitante recebe sua resposta, em seu nome.",
    readOn: "O restante está no console.",
    why: (site) => `Você recebe este e-mail porque responde por ${site} e ninguém viu ainda esta mensagem.`,
    out: "Escolher o que é enviado a você, no menu da sua conta no console",
  },
  via: (visitor, site) => `${visitor} (em ${site})`,
  visitor: "Um visitante",
  wayOut: {
    title: "Cancelar inscrição",
    ask: (site) => `Parar de enviar as respostas de ${site} para este endereço?`,
    button: "Cancelar inscrição",
    done: (site) => `Pronto. ${site} não enviará mais respostas para este endereço. A conversa continua lá.`,
    again: "Voltar a receber respostas",
  },
  nothing: { title: "Não encontrado", text: "Não há nada neste endereço." },
};
