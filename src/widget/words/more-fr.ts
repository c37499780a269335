/** What is seldom said, in French. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Sons",
    transcript: "Télécharger la conversation",
    dossier: "Télécharger mes données",
    json: "Mes données en JSON",
    erase: "Supprimer ma conversation",
  },
  erase: {
    title: "Supprimer cette conversation\u202f?",
    text: "Tous les messages, et ce que vous nous avez dit de vous, sont supprimés définitivement\u00a0: ici et chez nous.",
    yes: "Supprimer définitivement",
    no: "La garder",
    doing: "Suppression…",
    failed: "Rien n'a été supprimé\u00a0: la connexion n'a pas abouti. Veuillez réessayer dans un instant.",
  },
  transcript: {
    title: "Conversation avec {site}",
    saved: "Enregistrée le {date}",
    failed: "La conversation n'a pas pu être chargée en entier. Veuillez réessayer dans un instant.",
  },
  rating: {
    ask: "Comment ça s'est passé\u202f?",
    good: "Bien",
    bad: "Pas bien",
    comment: "Merci\u202f! Voulez-vous nous en dire plus\u202f?",
    send: "Envoyer",
    thanks: "Merci de nous l'avoir dit\u202f!",
    failed: "L'envoi a échoué. Veuillez réessayer dans un instant.",
  },
};
