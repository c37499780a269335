/** What is seldom said, in Spanish. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Sonidos",
    transcript: "Descargar la conversación",
    dossier: "Descargar mis datos",
    json: "Mis datos en JSON",
    erase: "Borrar mi conversación",
  },
  erase: {
    title: "¿Borrar esta conversación?",
    text: "Todos los mensajes y lo que nos contaste sobre ti se borran para siempre: aquí y en nuestro lado.",
    yes: "Borrar para siempre",
    no: "Conservarla",
    doing: "Borrando…",
    failed: "No se ha borrado nada: no hemos podido conectar. Vuelve a intentarlo en un momento.",
  },
  transcript: {
    title: "Conversación con {site}",
    saved: "Guardada el {date}",
    failed: "No se ha podido cargar la conversación completa. Vuelve a intentarlo en un momento.",
  },
  rating: {
    ask: "¿Qué tal ha ido?",
    good: "Bien",
    bad: "Mal",
    comment: "¡Gracias! ¿Quieres contarnos algo más?",
    send: "Enviar",
    thanks: "¡Gracias por decírnoslo!",
    failed: "No se ha podido enviar. Vuelve a intentarlo en un momento.",
  },
};
