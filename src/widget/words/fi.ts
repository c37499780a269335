/** Suomi. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-fi.js");
export const more = () => import("./more-fi.js");
export const files = () => import("./files-fi.js");

export const words: WordsWith<"one"> = {
  launcher: {
    open: "Avaa chat",
    unread: { one: "Avaa chat, {n} lukematon viesti", other: "Avaa chat, {n} lukematonta viestiä" },
  },
  panel: { chat: "Chat", menu: "Valikko", close: "Sulje chat", log: "Keskustelu" },
  availability: {
    online: "Olemme paikalla",
    minutes: "Olemme paikalla · vastaus muutamassa minuutissa",
    hours: "Olemme paikalla · vastaus muutamassa tunnissa",
    day: "Olemme paikalla · vastaus vuorokauden sisällä",
    away: "Emme ole paikalla · jätä viesti, vastaamme täällä",
    awayByEmail: "Emme ole paikalla · jätä viesti, vastaamme sähköpostitse",
  },
  empty: {
    online: "Hei! Kysy mitä vain, sinulle vastaa ihminen.",
    away: "Hei! Juuri nyt kukaan ei ole paikalla, mutta viestisi luetaan.",
  },
  composer: {
    label: "Viesti",
    attach: "Liitä tiedostoja",
    emoji: "Emojit",
    placeholder: "Kirjoita viesti…",
    more: "Lisää jotain…",
    send: "Lähetä",
    tooLong: "Viesti on pidempi kuin {limit} merkkiä. Mitään ei kadonnut: lähetä se kahdessa osassa.",
    refused: "Tätä tekstiä ei voi lähettää sellaisenaan: siinä on merkkejä, joita mikään järjestelmä ei säilytä.",
  },
  state: {
    held: "Ei vielä lähetetty · kerro, miten tavoitamme sinut",
    waiting: "Odottaa yhteyttä",
    sending: "Lähetetään…",
    sent: "Lähetetty",
    seen: "Nähty",
    failed: "Ei lähetetty.",
    expired: "Ei lähetetty: viesti odotti yli viikon.",
    retry: "Yritä uudelleen",
    copy: "Kopioi",
    copied: "Kopioitu",
    discard: "Poista",
    byEmail: "sähköpostitse",
    edited: "muokattu",
    deleted: "Viesti poistettu",
  },
  log: {
    new: "Uudet",
    older: "Aiemmat viestit",
    latest: "Siirry uusimpaan",
    latestNew: { one: "{n} uusi viesti", other: "{n} uutta viestiä" },
    you: "Sinä",
    team: "Tiimi",
    assistant: "Avustaja",
    closed: "Keskustelu on suljettu. Se avautuu uudelleen, kun kirjoitat.",
    typing: "{name} kirjoittaa…",
  },
  contact: {
    done: "Vastaamme osoitteeseen {email}",
    doneHere: "Kiitos! Merkitsimme muistiin: {email}",
    changed: "Yhteystieto: {email}",
    change: "Muuta",
  },
  banner: {
    offline: "Ei yhteyttä. Viestit säilyvät, ja ne lähetetään, kun yhteys palaa.",
    offlineUnsaved: "Ei yhteyttä. Pidä tämä sivu auki: viestit lähetetään, kun yhteys palaa.",
    unsaved: "Tämä selain ei säilytä keskustelua: se katoaa, kun suljet sivun.",
    gone: "Tämä keskustelu on päättynyt eikä ole enää tällä laitteella. Uusi viesti aloittaa uuden.",
    busy: "Juuri nyt viestejä tulee paljon. Mitään ei kadonnut; yritämme edelleen.",
    notLoaded: "Osaa chatista ei voitu ladata. Voit kirjoittaa; yritämme edelleen.",
  },
  peek: { dismiss: "Piilota" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} uusi viesti", other: "{n} uutta viestiä" },
    sent: "Viesti lähetetty",
    held: "Viestiä ei ole vielä lähetetty. Kerro, miten tavoitamme sinut.",
    failed: "Viestiä ei lähetetty",
    typing: "{name} kirjoittaa",
  },
};
