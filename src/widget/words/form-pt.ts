/** What the contact form says, in Portuguese. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Como contactá-lo",
  ask: {
    onlineOptional: "Obrigado! Se deixar o seu e-mail, a resposta chega até si mesmo que feche esta página.",
    onlineRequired:
      "Obrigado! Antes de enviarmos: para onde pode ir a resposta se sair desta página? A sua mensagem segue com o endereço.",
    awayOptional: "Obrigado! De momento não está cá ninguém. Deixe o seu e-mail e a resposta chega até si.",
    awayRequired: "Obrigado! De momento não está cá ninguém. Para onde pode ir a resposta? A sua mensagem segue com o endereço.",
  },
  askHere: {
    onlineOptional: "Obrigado! Quer dizer-nos quem é? A resposta chega aqui, neste chat.",
    onlineRequired: "Obrigado! Antes de enviarmos, diga-nos quem é, por favor. A resposta chega aqui, neste chat.",
    awayOptional: "Obrigado! De momento não está cá ninguém. Quer dizer-nos quem é? A resposta chega aqui, neste chat.",
    awayRequired:
      "Obrigado! De momento não está cá ninguém. Diga-nos quem é, por favor: a sua mensagem segue com isso, e a resposta chega aqui.",
  },
  change: "O que devemos alterar?",
  fields: { email: "E-mail", name: "Nome", phone: "Telefone" },
  optional: "(opcional)",
  send: "Enviar a minha mensagem",
  sendAll: "Enviar as minhas mensagens",
  save: "Guardar",
  sending: "A enviar…",
  skip: "Saltar",
  cancel: "Cancelar",
  privacy: "Privacidade",
  useAddress: "Usar {email} para as respostas?",
  didYouMean: "Queria dizer {email}?",
  own: {
    empty: "Responda aqui, por favor.",
    number: "Indique um número, por favor.",
    url: "Isto não parece um endereço web. Exemplo: https://example.com",
  },
  fault: {
    email: {
      empty: "Indique o seu endereço de e-mail.",
      malformed: "Isto não parece um endereço de e-mail. Exemplo: ana@example.com",
      refused: "Este endereço não foi aceite. Tente outro, por favor.",
    },
    name: {
      empty: "Indique o seu nome.",
      malformed: "Use uma só linha de texto, com até 200 caracteres.",
      refused: "Este nome não foi aceite. Tente outro, por favor.",
    },
    phone: {
      empty: "Indique o seu número de telefone.",
      malformed: "Isto não parece um número de telefone. Exemplo: +351 912 345 678",
      refused: "Este número não foi aceite. Tente outro, por favor.",
    },
  },
  trouble: {
    "no-answer": "Sem ligação. Nada se perdeu: tente de novo daqui a pouco.",
    busy: "Estão a chegar muitas mensagens neste momento. Nada se perdeu: tente novamente dentro de momentos.",
    refused: "Isto não foi aceite. Nada se perdeu: verifique e tente de novo.",
  },
  folded: "Deixe o seu e-mail para receber lá a resposta",
  foldedHere: "Diga-nos quem é",
};
