/** Spanish. */
import type { WordsWith } from "./en.js";

export const words: WordsWith<"one" | "many"> = {
  lang: "es",
  subject: (site) => `Tu conversación con ${site}`,
  agentAt: (agent, site) => `${agent}, ${site}`,
  wrote: (who) => `${who} escribió:`,
  preheader: (site) => `La conversación con ${site}, para guardarla.`,
  you: "Tú",
  assistant: "Asistente",
  earlier: "Antes, en esta conversación",
  conversation: "La conversación",
  continue: "Continuar la conversación",
  simplyReply: "Puedes responder directamente a este correo.",
  answerAbove: "escribe tu respuesta encima de esta línea",
  file: (name) => `Adjunto: ${name}`,
  cut: {
    one: () => "Hay un mensaje más en la conversación.",
    many: (n) => `Hay ${n} de mensajes más en la conversación.`,
    other: (n) => `Hay ${n} mensajes más en la conversación.`,
  },
  readOn: "El resto está en la conversación.",
  why: (site) => `Recibes este correo porque escribiste a ${site} en el chat de su sitio.`,
  out: "No recibir más correos como este",
  toAgent: {
    subject: (site, reference) => `Un visitante escribió a ${site} (${reference})`,
    continue: "Abrirla en la consola",
    simplyReply: "Puedes responder directamente a este correo: el visitante recibe tu respuesta, en tu nombre.",
    readOn: "El resto está en la consola.",
    why: (site) => `Recibes este correo porque respondes por ${site} y nadie ha visto todavía este mensaje.`,
    out: "Elegir qué se te envía por correo, en el menú de tu cuenta en la consola",
  },
  via: (visitor, site) => `${visitor} (en ${site})`,
  visitor: "Un visitante",
  wayOut: {
    title: "Cancelar la suscripción",
    ask: (site) => `¿Dejar de enviar las respuestas de ${site} a esta dirección?`,
    button: "Cancelar la suscripción",
    done: (site) => `Listo. ${site} ya no enviará respuestas a esta dirección. La conversación sigue ahí.`,
    again: "Volver a recibir respuestas",
  },
  nothing: { title: "No encontrado", text: "No hay nada en esta dirección." },
};
