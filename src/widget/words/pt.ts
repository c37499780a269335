/** Português. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-pt.js");
export const more = () => import("./more-pt.js");
export const files = () => import("./files-pt.js");

export const words: WordsWith<"one" | "many"> = {
  launcher: {
    open: "Abrir o chat",
    unread: {
      one: "Abrir o chat, {n} mensagem não lida",
      many: "Abrir o chat, {n} de mensagens não lidas",
      other: "Abrir o chat, {n} mensagens não lidas",
    },
  },
  panel: { chat: "Chat", menu: "Menu", close: "Fechar o chat", log: "Conversa" },
  availability: {
    online: "Estamos aqui",
    minutes: "Estamos aqui · respondemos em poucos minutos",
    hours: "Estamos aqui · normalmente em algumas horas",
    day: "Estamos aqui · normalmente no prazo de um dia",
    away: "Estamos ausentes · deixe uma mensagem, respondemos aqui",
    awayByEmail: "Estamos ausentes · deixe uma mensagem, respondemos por e-mail",
  },
  empty: {
    online: "Olá! Pergunte o que quiser, uma pessoa vai responder.",
    away: "Olá! De momento não está cá ninguém, mas a sua mensagem será lida.",
  },
  composer: {
    label: "Mensagem",
    attach: "Anexar ficheiros",
    emoji: "Emojis",
    placeholder: "A sua mensagem…",
    more: "Acrescente algo…",
    send: "Enviar",
    tooLong: "A mensagem tem mais de {limit} caracteres. Nada se perdeu: envie-a em duas partes, por favor.",
    refused: "Este texto não pode ser enviado assim: contém caracteres que nenhum sistema guarda.",
  },
  state: {
    held: "Ainda não enviada · diga-nos como contactá-lo",
    waiting: "A aguardar ligação",
    sending: "A enviar…",
    sent: "Enviada",
    seen: "Vista",
    failed: "Não enviada.",
    expired: "Não enviada: esperou mais de uma semana.",
    retry: "Tentar de novo",
    copy: "Copiar",
    copied: "Copiada",
    discard: "Remover",
    byEmail: "por e-mail",
    edited: "editada",
    deleted: "Mensagem removida",
  },
  log: {
    new: "Novas",
    older: "Mensagens anteriores",
    latest: "Ir para a última",
    latestNew: { one: "{n} mensagem nova", many: "{n} de mensagens novas", other: "{n} mensagens novas" },
    you: "Eu",
    team: "Equipa",
    assistant: "Assistente",
    closed: "A conversa foi encerrada. Se escrever, volta a abrir.",
    typing: "{name} está a escrever…",
  },
  contact: {
    done: "Respondemos para {email}",
    doneHere: "Obrigado! Anotámos {email}",
    changed: "Contacto: {email}",
    change: "Alterar",
  },
  banner: {
    offline: "Sem ligação. As mensagens ficam guardadas e são enviadas quando ela voltar.",
    offlineUnsaved: "Sem ligação. Mantenha esta página aberta: as mensagens são enviadas quando ela voltar.",
    unsaved: "Este navegador não guarda a conversa: ela perde-se quando fechar a página.",
    gone: "Esta conversa terminou e já não está neste dispositivo. Uma nova mensagem inicia outra.",
    busy: "Estão a chegar muitas mensagens neste momento. Nada se perdeu; continuamos a tentar.",
    notLoaded: "Não foi possível carregar todo o chat. Pode escrever; continuamos a tentar.",
  },
  peek: { dismiss: "Dispensar" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} mensagem nova", many: "{n} de mensagens novas", other: "{n} mensagens novas" },
    sent: "Mensagem enviada",
    held: "Mensagem ainda não enviada. Diga-nos como contactá-lo.",
    failed: "Mensagem não enviada",
    typing: "{name} está a escrever",
  },
};
