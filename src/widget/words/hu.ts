/** Magyar. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-hu.js");
export const more = () => import("./more-hu.js");
export const files = () => import("./files-hu.js");

export const words: WordsWith<"one"> = {
  launcher: {
    open: "Chat megnyitása",
    unread: { one: "Chat megnyitása, {n} olvasatlan üzenet", other: "Chat megnyitása, {n} olvasatlan üzenet" },
  },
  panel: { chat: "Chat", menu: "Menü", close: "Chat bezárása", log: "Beszélgetés" },
  availability: {
    online: "Itt vagyunk",
    minutes: "Itt vagyunk · általában néhány percen belül válaszolunk",
    hours: "Itt vagyunk · általában néhány órán belül válaszolunk",
    day: "Itt vagyunk · általában egy napon belül válaszolunk",
    away: "Most nem vagyunk itt · írjon, és itt válaszolunk",
    awayByEmail: "Most nem vagyunk itt · írjon, és e-mailben válaszolunk",
  },
  empty: {
    online: "Üdvözöljük! Kérdezzen bátran, élő munkatárs válaszol.",
    away: "Üdvözöljük! Most nincs itt senki, de az üzenetét el fogjuk olvasni.",
  },
  composer: {
    label: "Üzenet",
    attach: "Fájlok csatolása",
    emoji: "Emodzsik",
    placeholder: "Írjon üzenetet…",
    more: "Írjon még valamit…",
    send: "Küldés",
    tooLong: "Ez hosszabb, mint {limit} karakter. Semmi sem veszett el: kérjük, küldje el két részben.",
    refused: "Ez a szöveg így nem küldhető el: olyan karaktereket tartalmaz, amelyeket egyetlen rendszer sem őriz meg.",
  },
  state: {
    held: "Még nincs elküldve · adja meg, hol érhetjük el",
    waiting: "Várakozás a kapcsolatra",
    sending: "Küldés…",
    sent: "Elküldve",
    seen: "Elolvasva",
    failed: "Nincs elküldve.",
    expired: "Nincs elküldve: több mint egy hete várakozik.",
    retry: "Újra",
    copy: "Másolás",
    copied: "Másolva",
    discard: "Eltávolítás",
    byEmail: "e-mailben",
    edited: "módosítva",
    deleted: "Eltávolított üzenet",
  },
  log: {
    new: "Új",
    older: "Korábbi üzenetek",
    latest: "A legújabbhoz",
    latestNew: { one: "{n} új üzenet", other: "{n} új üzenet" },
    you: "Ön",
    team: "Csapatunk",
    assistant: "Asszisztens",
    closed: "A beszélgetés lezárult. Ha újra ír, ismét megnyílik.",
    typing: "{name} ír…",
  },
  contact: {
    done: "Ide válaszolunk: {email}",
    doneHere: "Köszönjük! Feljegyeztük: {email}",
    changed: "Elérhetőség: {email}",
    change: "Módosítás",
  },
  banner: {
    offline: "Nincs kapcsolat. Az üzeneteket megőrizzük, és elküldjük, amint helyreáll a kapcsolat.",
    offlineUnsaved: "Nincs kapcsolat. Hagyja nyitva ezt az oldalt: az üzeneteket elküldjük, amint helyreáll a kapcsolat.",
    unsaved: "Ez a böngésző nem őrzi meg a beszélgetést: az oldal bezárásakor elvész.",
    gone: "Ez a beszélgetés véget ért, és már nincs ezen az eszközön. Egy új üzenettel új kezdődik.",
    busy: "Most nagyon sok üzenet érkezik. Semmi sem veszett el; tovább próbálkozunk.",
    notLoaded: "A chat egy része nem töltődött be. Írni lehet; tovább próbálkozunk.",
  },
  peek: { dismiss: "Elrejtés" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} új üzenet", other: "{n} új üzenet" },
    sent: "Az üzenet elküldve",
    held: "Az üzenet még nincs elküldve. Adja meg, hol érhetjük el.",
    failed: "Az üzenet nincs elküldve",
    typing: "{name} ír",
  },
};
