/** Português do Brasil. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-pt-BR.js");
export const more = () => import("./more-pt-BR.js");
export const files = () => import("./files-pt-BR.js");

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
    hours: "Estamos aqui · geralmente em algumas horas",
    day: "Estamos aqui · geralmente em até um dia",
    away: "Ausentes agora · deixe uma mensagem, respondemos aqui",
    awayByEmail: "Ausentes agora · deixe uma mensagem, respondemos por e-mail",
  },
  empty: {
    online: "Olá! Pergunte o que quiser, uma pessoa vai responder.",
    away: "Olá! Não há ninguém agora, mas sua mensagem será lida.",
  },
  composer: {
    label: "Mensagem",
    attach: "Anexar arquivos",
    emoji: "Emojis",
    placeholder: "Sua mensagem…",
    more: "Acrescente algo…",
    send: "Enviar",
    tooLong: "A mensagem passa de {limit} caracteres. Nada se perdeu: envie em duas partes, por favor.",
    refused: "Este texto não pode ser enviado assim: contém caracteres que nenhum sistema guarda.",
  },
  state: {
    held: "Ainda não enviada · diga como falar com você",
    waiting: "Aguardando conexão",
    sending: "Enviando…",
    sent: "Enviada",
    seen: "Vista",
    failed: "Não enviada.",
    expired: "Não enviada: esperou por mais de uma semana.",
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
    you: "Você",
    team: "Equipe",
    assistant: "Assistente",
    closed: "A conversa foi encerrada. Ao escrever, ela é reaberta.",
    typing: "{name} está escrevendo…",
  },
  contact: {
    done: "Responderemos em {email}",
    doneHere: "Obrigado! Anotamos {email}",
    changed: "Contato: {email}",
    change: "Alterar",
  },
  banner: {
    offline: "Sem conexão. As mensagens ficam guardadas e são enviadas quando ela voltar.",
    offlineUnsaved: "Sem conexão. Mantenha esta página aberta: as mensagens são enviadas quando ela voltar.",
    unsaved: "Este navegador não guarda a conversa: ela some quando você fechar a página.",
    gone: "Esta conversa terminou e já não está neste aparelho. Uma nova mensagem começa outra.",
    busy: "Muitas mensagens estão chegando agora. Nada se perdeu; continuamos tentando.",
    notLoaded: "Não foi possível carregar o chat por completo. Pode escrever; continuamos tentando.",
  },
  peek: { dismiss: "Dispensar" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} mensagem nova", many: "{n} de mensagens novas", other: "{n} mensagens novas" },
    sent: "Mensagem enviada",
    held: "Mensagem ainda não enviada. Diga como falar com você.",
    failed: "Mensagem não enviada",
    typing: "{name} está escrevendo",
  },
};
