/** What is seldom said, in European Portuguese. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Sons",
    transcript: "Transferir a conversa",
    dossier: "Transferir os meus dados",
    json: "Os meus dados em JSON",
    erase: "Eliminar a minha conversa",
  },
  erase: {
    title: "Eliminar esta conversa?",
    text: "Todas as mensagens, e o que nos disse sobre si, são eliminadas de vez: aqui e do nosso lado.",
    yes: "Eliminar de vez",
    no: "Manter",
    doing: "A eliminar…",
    failed: "Nada foi eliminado: não conseguimos estabelecer ligação. Tente de novo daqui a pouco.",
  },
  transcript: {
    title: "Conversa com {site}",
    saved: "Guardada em {date}",
    failed: "Não foi possível carregar toda a conversa. Tente de novo daqui a pouco.",
  },
  rating: {
    ask: "Como correu?",
    good: "Bem",
    bad: "Mal",
    comment: "Obrigado! Quer contar-nos mais?",
    send: "Enviar",
    thanks: "Obrigado por nos dizer!",
    failed: "Não foi possível enviar. Tente de novo daqui a pouco.",
  },
};
