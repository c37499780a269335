/** Español. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-es.js");
export const more = () => import("./more-es.js");
export const files = () => import("./files-es.js");

export const words: WordsWith<"one" | "many"> = {
  launcher: {
    open: "Abrir el chat",
    unread: {
      one: "Abrir el chat, {n} mensaje sin leer",
      many: "Abrir el chat, {n} de mensajes sin leer",
      other: "Abrir el chat, {n} mensajes sin leer",
    },
  },
  panel: { chat: "Chat", menu: "Menú", close: "Cerrar el chat", log: "Conversación" },
  availability: {
    online: "Estamos aquí",
    minutes: "Estamos aquí · respondemos en unos minutos",
    hours: "Estamos aquí · normalmente en unas horas",
    day: "Estamos aquí · normalmente en menos de un día",
    away: "No estamos · deja un mensaje y te responderemos aquí",
    awayByEmail: "No estamos · deja un mensaje y te responderemos por correo",
  },
  empty: {
    online: "¡Hola! Pregunta lo que quieras, te responderá una persona.",
    away: "¡Hola! Ahora no hay nadie, pero leeremos tu mensaje.",
  },
  composer: {
    label: "Mensaje",
    attach: "Adjuntar archivos",
    emoji: "Emojis",
    placeholder: "Escribe un mensaje…",
    more: "Añade algo…",
    send: "Enviar",
    tooLong: "El mensaje supera los {limit} caracteres. No se ha perdido nada: envíalo en dos partes, por favor.",
    refused: "Este texto no se puede enviar así: contiene caracteres que ningún sistema guarda.",
  },
  state: {
    held: "Aún no enviado · dinos cómo contactarte",
    waiting: "Esperando conexión",
    sending: "Enviando…",
    sent: "Enviado",
    seen: "Visto",
    failed: "No enviado.",
    expired: "No enviado: ha esperado más de una semana.",
    retry: "Reintentar",
    copy: "Copiar",
    copied: "Copiado",
    discard: "Quitar",
    byEmail: "por correo",
    edited: "editado",
    deleted: "Mensaje eliminado",
  },
  log: {
    new: "Nuevos",
    older: "Mensajes anteriores",
    latest: "Ir al último",
    latestNew: { one: "{n} mensaje nuevo", many: "{n} de mensajes nuevos", other: "{n} mensajes nuevos" },
    you: "Tú",
    team: "Equipo",
    assistant: "Asistente",
    closed: "La conversación se cerró. Si escribes, se abre de nuevo.",
    typing: "{name} está escribiendo…",
  },
  contact: {
    done: "Te responderemos en {email}",
    doneHere: "¡Gracias! Hemos anotado {email}",
    changed: "Contacto: {email}",
    change: "Cambiar",
  },
  banner: {
    offline: "Sin conexión. Los mensajes se guardan y se envían cuando vuelva.",
    offlineUnsaved: "Sin conexión. Deja esta página abierta: los mensajes se envían cuando vuelva.",
    unsaved: "Este navegador no guarda la conversación: desaparece al cerrar la página.",
    gone: "Esta conversación terminó y ya no está en este dispositivo. Un mensaje nuevo empieza otra.",
    busy: "Ahora mismo están llegando muchos mensajes. No se ha perdido nada; seguimos intentándolo.",
    notLoaded: "No se pudo cargar el chat por completo. Puedes escribir; seguimos intentándolo.",
  },
  peek: { dismiss: "Descartar" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} mensaje nuevo", many: "{n} de mensajes nuevos", other: "{n} mensajes nuevos" },
    sent: "Mensaje enviado",
    held: "Mensaje aún no enviado. Dinos cómo contactarte.",
    failed: "Mensaje no enviado",
    typing: "{name} está escribiendo",
  },
};
