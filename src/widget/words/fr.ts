/** Français. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-fr.js");
export const more = () => import("./more-fr.js");
export const files = () => import("./files-fr.js");

export const words: WordsWith<"one" | "many"> = {
  launcher: {
    open: "Ouvrir le chat",
    unread: {
      one: "Ouvrir le chat, {n} message non lu",
      many: "Ouvrir le chat, {n} de messages non lus",
      other: "Ouvrir le chat, {n} messages non lus",
    },
  },
  panel: { chat: "Chat", menu: "Menu", close: "Fermer le chat", log: "Conversation" },
  availability: {
    online: "Nous sommes là",
    minutes: "Nous sommes là · réponse en quelques minutes",
    hours: "Nous sommes là · réponse en quelques heures",
    day: "Nous sommes là · réponse dans la journée",
    away: "Nous sommes absents · laissez un message, nous répondrons ici",
    awayByEmail: "Nous sommes absents · laissez un message, nous répondrons par e-mail",
  },
  empty: {
    online: "Bonjour\u202f! Posez-nous vos questions, une personne vous répondra.",
    away: "Bonjour\u202f! Personne n'est là pour le moment, mais votre message sera lu.",
  },
  composer: {
    label: "Message",
    attach: "Joindre des fichiers",
    emoji: "Émojis",
    placeholder: "Écrivez un message…",
    more: "Ajoutez un mot…",
    send: "Envoyer",
    tooLong: "Ce message dépasse {limit} caractères. Rien n'est perdu\u00a0: veuillez l'envoyer en deux parties.",
    refused: "Ce texte ne peut pas être envoyé tel quel\u00a0: il contient des caractères qu'aucun système ne conserve.",
  },
  state: {
    held: "Pas encore envoyé · dites-nous comment vous joindre",
    waiting: "En attente de connexion",
    sending: "Envoi…",
    sent: "Envoyé",
    seen: "Vu",
    failed: "Non envoyé.",
    expired: "Non envoyé\u00a0: il a attendu plus d'une semaine.",
    retry: "Réessayer",
    copy: "Copier",
    copied: "Copié",
    discard: "Retirer",
    byEmail: "par e-mail",
    edited: "modifié",
    deleted: "Message supprimé",
  },
  log: {
    new: "Nouveau",
    older: "Messages précédents",
    latest: "Aller au plus récent",
    latestNew: { one: "{n} nouveau message", many: "{n} de nouveaux messages", other: "{n} nouveaux messages" },
    you: "Vous",
    team: "Équipe",
    assistant: "Assistant",
    closed: "La conversation a été close. Écrivez pour la rouvrir.",
    typing: "{name} écrit…",
  },
  contact: {
    done: "Nous vous répondrons à {email}",
    doneHere: "Merci\u202f! Nous avons noté {email}",
    changed: "Contact\u00a0: {email}",
    change: "Modifier",
  },
  banner: {
    offline: "Pas de connexion. Vos messages sont conservés et partiront dès qu'elle reviendra.",
    offlineUnsaved: "Pas de connexion. Gardez cette page ouverte\u00a0: vos messages partiront dès qu'elle reviendra.",
    unsaved: "Ce navigateur ne conserve pas la conversation\u00a0: elle disparaîtra à la fermeture de la page.",
    gone: "Cette conversation est terminée et n'est plus sur cet appareil. Un nouveau message en commence une autre.",
    busy: "Beaucoup de messages arrivent en ce moment. Rien n'est perdu\u202f; nous réessayons.",
    notLoaded: "Une partie du chat n'a pas pu être chargée. Vous pouvez écrire\u202f; nous réessayons.",
  },
  peek: { dismiss: "Ignorer" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} nouveau message", many: "{n} de nouveaux messages", other: "{n} nouveaux messages" },
    sent: "Message envoyé",
    held: "Message pas encore envoyé. Dites-nous comment vous joindre.",
    failed: "Message non envoyé",
    typing: "{name} écrit",
  },
};
