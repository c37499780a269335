/** What the contact form says, in Brazilian Portuguese. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Como falar com você",
  ask: {
    onlineOptional: "Obrigado! Se deixar seu e-mail, a resposta chega até você mesmo que feche esta página.",
    onlineRequired: "Obrigado! Antes de enviar: para onde pode ir a resposta se você sair desta página? Sua mensagem vai junto.",
    awayOptional: "Obrigado! Agora não há ninguém. Deixe seu e-mail e a resposta chega até você.",
    awayRequired: "Obrigado! Agora não há ninguém. Para onde pode ir a resposta? Sua mensagem vai junto.",
  },
  askHere: {
    onlineOptional: "Obrigado! Pode nos dizer quem é você? A resposta vem aqui, neste chat.",
    onlineRequired: "Obrigado! Antes de enviar, diga quem é você, por favor. A resposta vem aqui, neste chat.",
    awayOptional: "Obrigado! Agora não há ninguém. Pode nos dizer quem é você? A resposta vem aqui, neste chat.",
    awayRequired: "Obrigado! Agora não há ninguém. Diga quem é você, por favor: sua mensagem vai junto, e a resposta vem aqui.",
  },
  change: "O que devemos mudar?",
  fields: { email: "E-mail", name: "Nome", phone: "Telefone" },
  optional: "(opcional)",
  send: "Enviar minha mensagem",
  sendAll: "Enviar minhas mensagens",
  save: "Salvar",
  sending: "Enviando…",
  skip: "Pular",
  cancel: "Cancelar",
  privacy: "Privacidade",
  useAddress: "Usar {email} para as respostas?",
  didYouMean: "Você quis dizer {email}?",
  own: {
    empty: "Responda aqui, por favor.",
    number: "Digite um número, por favor.",
    url: "Isso não parece um endereço da web. Exemplo: https://example.com",
  },
  fault: {
    email: {
      empty: "Digite seu endereço de e-mail.",
      malformed: "Isso não parece um endereço de e-mail. Exemplo: ana@example.com",
      refused: "Este endereço não foi aceito. Tente outro, por favor.",
    },
    name: {
      empty: "Digite seu nome.",
      malformed: "Use uma linha de texto, com até 200 caracteres.",
      refused: "Este nome não foi aceito. Tente outro, por favor.",
    },
    phone: {
      empty: "Digite seu telefone.",
      malformed: "Isso não parece um telefone. Exemplo: +55 11 91234-5678",
      refused: "Este número não foi aceito. Tente outro, por favor.",
    },
  },
  trouble: {
    "no-answer": "Sem conexão. Nada se perdeu: tente de novo em instantes.",
    busy: "Muitas mensagens estão chegando agora. Nada se perdeu: tente de novo daqui a pouco.",
    refused: "Isso não foi aceito. Nada se perdeu: confira e tente de novo.",
  },
  folded: "Deixe seu e-mail para receber a resposta lá",
  foldedHere: "Diga quem é você",
};
