/** What is seldom said, in Brazilian Portuguese. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Sons",
    transcript: "Baixar a conversa",
    dossier: "Baixar meus dados",
    json: "Meus dados em JSON",
    erase: "Apagar minha conversa",
  },
  erase: {
    title: "Apagar esta conversa?",
    text: "Todas as mensagens e o que você nos contou sobre você serão apagados de vez: aqui e do nosso lado.",
    yes: "Apagar de vez",
    no: "Manter",
    doing: "Apagando…",
    failed: "Nada foi apagado: não conseguimos nos conectar. Tente de novo daqui a pouco.",
  },
  transcript: {
    title: "Conversa com {site}",
    saved: "Salva em {date}",
    failed: "Não foi possível carregar a conversa inteira. Tente de novo daqui a pouco.",
  },
  rating: {
    ask: "Como foi o atendimento?",
    good: "Bom",
    bad: "Ruim",
    comment: "Obrigado! Quer nos contar mais?",
    send: "Enviar",
    thanks: "Obrigado por nos contar!",
    failed: "Não foi possível enviar. Tente de novo daqui a pouco.",
  },
};
