/** Română. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-ro.js");
export const more = () => import("./more-ro.js");
export const files = () => import("./files-ro.js");

export const words: WordsWith<"one" | "few"> = {
  launcher: {
    open: "Deschideți chatul",
    unread: {
      one: "Deschideți chatul, {n} mesaj necitit",
      few: "Deschideți chatul, {n} mesaje necitite",
      other: "Deschideți chatul, {n} de mesaje necitite",
    },
  },
  panel: { chat: "Chat", menu: "Meniu", close: "Închideți chatul", log: "Conversație" },
  availability: {
    online: "Suntem aici",
    minutes: "Suntem aici · de obicei răspundem în câteva minute",
    hours: "Suntem aici · de obicei în câteva ore",
    day: "Suntem aici · de obicei într-o zi",
    away: "Indisponibili acum · scrieți-ne, răspundem aici",
    awayByEmail: "Indisponibili acum · scrieți-ne, răspundem pe e-mail",
  },
  empty: {
    online: "Bună ziua! Întrebați orice, vă răspunde o persoană reală.",
    away: "Bună ziua! Acum nu este nimeni aici, dar mesajul dumneavoastră va fi citit.",
  },
  composer: {
    label: "Mesaj",
    attach: "Atașează fișiere",
    emoji: "Emoji",
    placeholder: "Scrieți un mesaj…",
    more: "Adăugați ceva…",
    send: "Trimiteți",
    tooLong: "Mesajul depășește {limit} de caractere. Nu s-a pierdut nimic: vă rugăm să îl trimiteți în două părți.",
    refused: "Textul nu poate fi trimis așa: conține caractere pe care niciun sistem nu le păstrează.",
  },
  state: {
    held: "Încă netrimis · spuneți-ne cum vă putem contacta",
    waiting: "Se așteaptă conexiunea",
    sending: "Se trimite…",
    sent: "Trimis",
    seen: "Citit",
    failed: "Netrimis.",
    expired: "Netrimis: a așteptat mai mult de o săptămână.",
    retry: "Reîncercați",
    copy: "Copiați",
    copied: "Copiat",
    discard: "Ștergeți",
    byEmail: "prin e-mail",
    edited: "editat",
    deleted: "Mesaj șters",
  },
  log: {
    new: "Noi",
    older: "Mesaje anterioare",
    latest: "La ultimele mesaje",
    latestNew: { one: "{n} mesaj nou", few: "{n} mesaje noi", other: "{n} de mesaje noi" },
    you: "Dumneavoastră",
    team: "Echipa",
    assistant: "Asistent",
    closed: "Conversația a fost închisă. Dacă scrieți, se redeschide.",
    typing: "{name} scrie…",
  },
  contact: {
    done: "Vă răspundem la {email}",
    doneHere: "Vă mulțumim! Am notat {email}",
    changed: "Date de contact: {email}",
    change: "Modificați",
  },
  banner: {
    offline: "Fără conexiune. Mesajele sunt păstrate și se trimit când revine conexiunea.",
    offlineUnsaved: "Fără conexiune. Lăsați pagina deschisă: mesajele se trimit când revine conexiunea.",
    unsaved: "Acest browser nu păstrează conversația: ea dispare când închideți pagina.",
    gone: "Această conversație s-a încheiat și nu mai este pe acest dispozitiv. Un mesaj nou începe alta.",
    busy: "Chiar acum sosesc multe mesaje. Nu s-a pierdut nimic; noi încercăm în continuare.",
    notLoaded: "O parte a chatului nu s-a putut încărca. Puteți scrie; noi încercăm în continuare.",
  },
  peek: { dismiss: "Ascundeți" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} mesaj nou", few: "{n} mesaje noi", other: "{n} de mesaje noi" },
    sent: "Mesaj trimis",
    held: "Mesajul încă nu a fost trimis. Spuneți-ne cum vă putem contacta.",
    failed: "Mesajul nu a fost trimis",
    typing: "{name} scrie",
  },
};
