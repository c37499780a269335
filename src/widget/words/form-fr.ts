/** What the contact form says, in French. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Comment vous joindre",
  ask: {
    onlineOptional: "Merci\u202f! Si vous laissez votre e-mail, la réponse vous parviendra même si vous fermez cette page.",
    onlineRequired:
      "Merci\u202f! Avant de l'envoyer\u00a0: où adresser la réponse si vous quittez cette page\u202f? Votre message part en même temps.",
    awayOptional: "Merci\u202f! Personne n'est là pour le moment. Laissez votre e-mail, la réponse vous parviendra.",
    awayRequired:
      "Merci\u202f! Personne n'est là pour le moment. Où adresser la réponse\u202f? Votre message part en même temps.",
  },
  askHere: {
    onlineOptional: "Merci\u202f! Voulez-vous nous dire qui vous êtes\u202f? La réponse arrivera ici, dans ce chat.",
    onlineRequired: "Merci\u202f! Avant de l'envoyer, veuillez nous dire qui vous êtes. La réponse arrivera ici, dans ce chat.",
    awayOptional:
      "Merci\u202f! Personne n'est là pour le moment. Voulez-vous nous dire qui vous êtes\u202f? La réponse arrivera ici, dans ce chat.",
    awayRequired:
      "Merci\u202f! Personne n'est là pour le moment. Veuillez nous dire qui vous êtes\u00a0: votre message part en même temps, et la réponse arrivera ici.",
  },
  change: "Que faut-il modifier\u202f?",
  fields: { email: "E-mail", name: "Nom", phone: "Téléphone" },
  optional: "(facultatif)",
  send: "Envoyer mon message",
  sendAll: "Envoyer mes messages",
  save: "Enregistrer",
  sending: "Envoi…",
  skip: "Passer",
  cancel: "Annuler",
  privacy: "Confidentialité",
  useAddress: "Répondre à {email}\u202f?",
  didYouMean: "Vouliez-vous dire {email}\u202f?",
  own: {
    empty: "Merci de répondre à ceci.",
    number: "Merci de saisir un nombre.",
    url: "Cela ne ressemble pas à une adresse web. Exemple\u202f: https://example.com",
  },
  fault: {
    email: {
      empty: "Veuillez saisir votre adresse e-mail.",
      malformed: "Cela ne ressemble pas à une adresse e-mail. Exemple\u00a0: ana@example.com",
      refused: "Cette adresse n'a pas été acceptée. Veuillez en essayer une autre.",
    },
    name: {
      empty: "Veuillez saisir votre nom.",
      malformed: "Veuillez utiliser une seule ligne de texte, de 200 caractères au plus.",
      refused: "Ce nom n'a pas été accepté. Veuillez en essayer un autre.",
    },
    phone: {
      empty: "Veuillez saisir votre numéro de téléphone.",
      malformed: "Cela ne ressemble pas à un numéro de téléphone. Exemple\u00a0: +33 6 12 34 56 78",
      refused: "Ce numéro n'a pas été accepté. Veuillez en essayer un autre.",
    },
  },
  trouble: {
    "no-answer": "Pas de connexion. Rien n'est perdu\u00a0: veuillez réessayer dans un instant.",
    busy: "Beaucoup de messages arrivent en ce moment. Rien n'est perdu\u00a0: veuillez réessayer dans un instant.",
    refused: "Cela n'a pas été accepté. Rien n'est perdu\u00a0: veuillez vérifier et réessayer.",
  },
  folded: "Laissez votre e-mail pour y recevoir la réponse",
  foldedHere: "Dites-nous qui vous êtes",
};
