/** What the contact form says, in Spanish. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Cómo contactarte",
  ask: {
    onlineOptional: "¡Gracias! Si dejas tu correo, la respuesta te llega aunque cierres esta página.",
    onlineRequired:
      "¡Gracias! Antes de enviarlo: ¿adónde puede ir la respuesta si sales de esta página? Tu mensaje se envía con él.",
    awayOptional: "¡Gracias! Ahora no hay nadie. Deja tu correo y la respuesta te llegará.",
    awayRequired: "¡Gracias! Ahora no hay nadie. ¿Adónde puede ir la respuesta? Tu mensaje se envía con él.",
  },
  askHere: {
    onlineOptional: "¡Gracias! ¿Nos dices quién eres? La respuesta llega aquí, en este chat.",
    onlineRequired: "¡Gracias! Antes de enviarlo, dinos quién eres, por favor. La respuesta llega aquí, en este chat.",
    awayOptional: "¡Gracias! Ahora no hay nadie. ¿Nos dices quién eres? La respuesta llega aquí, en este chat.",
    awayRequired:
      "¡Gracias! Ahora no hay nadie. Dinos quién eres, por favor: tu mensaje se envía con ello y la respuesta llega aquí.",
  },
  change: "¿Qué debemos cambiar?",
  fields: { email: "Correo electrónico", name: "Nombre", phone: "Teléfono" },
  optional: "(opcional)",
  send: "Enviar mi mensaje",
  sendAll: "Enviar mis mensajes",
  save: "Guardar",
  sending: "Enviando…",
  skip: "Omitir",
  cancel: "Cancelar",
  privacy: "Privacidad",
  useAddress: "¿Usar {email} para las respuestas?",
  didYouMean: "¿Querías decir {email}?",
  own: {
    empty: "Responde a esto, por favor.",
    number: "Escribe un número, por favor.",
    url: "No parece una dirección web. Ejemplo: https://example.com",
  },
  fault: {
    email: {
      empty: "Escribe tu correo electrónico.",
      malformed: "Eso no parece un correo electrónico. Ejemplo: ana@example.com",
      refused: "Esta dirección no se aceptó. Prueba con otra, por favor.",
    },
    name: {
      empty: "Escribe tu nombre.",
      malformed: "Usa una sola línea de texto, hasta 200 caracteres.",
      refused: "Este nombre no se aceptó. Prueba con otro, por favor.",
    },
    phone: {
      empty: "Escribe tu teléfono.",
      malformed: "Eso no parece un teléfono. Ejemplo: +34 612 345 678",
      refused: "Este número no se aceptó. Prueba con otro, por favor.",
    },
  },
  trouble: {
    "no-answer": "Sin conexión. No se ha perdido nada: inténtalo de nuevo en un momento.",
    busy: "Ahora mismo están llegando muchos mensajes. No se ha perdido nada: inténtelo de nuevo en un momento.",
    refused: "No se aceptó. No se ha perdido nada: revísalo e inténtalo de nuevo.",
  },
  folded: "Deja tu correo para recibir la respuesta ahí",
  foldedHere: "Dinos quién eres",
};
