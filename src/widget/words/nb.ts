/** Norsk bokmål. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-nb.js");
export const more = () => import("./more-nb.js");
export const files = () => import("./files-nb.js");

export const words: WordsWith<"one"> = {
  launcher: {
    open: "Åpne chatten",
    unread: { one: "Åpne chatten, {n} ulest melding", other: "Åpne chatten, {n} uleste meldinger" },
  },
  panel: { chat: "Chat", menu: "Meny", close: "Lukk chatten", log: "Samtale" },
  availability: {
    online: "Vi er her",
    minutes: "Vi er her · svarer vanligvis i løpet av få minutter",
    hours: "Vi er her · vanligvis innen noen timer",
    day: "Vi er her · vanligvis innen en dag",
    away: "Vi er ikke her nå · legg igjen en melding, så svarer vi her",
    awayByEmail: "Vi er ikke her nå · legg igjen en melding, så svarer vi på e-post",
  },
  empty: {
    online: "Hei! Spør oss om hva som helst, et menneske svarer.",
    away: "Hei! Det er ingen her akkurat nå, men meldingen din blir lest.",
  },
  composer: {
    label: "Melding",
    attach: "Legg ved filer",
    emoji: "Emojier",
    placeholder: "Skriv en melding…",
    more: "Legg til noe…",
    send: "Send",
    tooLong: "Meldingen er lengre enn {limit} tegn. Ingenting er gått tapt: Send den i to deler.",
    refused: "Denne teksten kan ikke sendes slik den er: Den inneholder tegn som ingen systemer lagrer.",
  },
  state: {
    held: "Ikke sendt ennå · fortell oss hvordan vi når deg",
    waiting: "Venter på tilkobling",
    sending: "Sender…",
    sent: "Sendt",
    seen: "Sett",
    failed: "Ikke sendt.",
    expired: "Ikke sendt: Den har ventet i mer enn en uke.",
    retry: "Prøv igjen",
    copy: "Kopier",
    copied: "Kopiert",
    discard: "Fjern",
    byEmail: "på e-post",
    edited: "redigert",
    deleted: "Melding fjernet",
  },
  log: {
    new: "Nye",
    older: "Tidligere meldinger",
    latest: "Gå til den nyeste",
    latestNew: { one: "{n} ny melding", other: "{n} nye meldinger" },
    you: "Deg",
    team: "Team",
    assistant: "Assistent",
    closed: "Samtalen er avsluttet. Hvis du skriver, åpnes den igjen.",
    typing: "{name} skriver…",
  },
  contact: {
    done: "Vi svarer til {email}",
    doneHere: "Takk! Vi har notert {email}",
    changed: "Kontakt: {email}",
    change: "Endre",
  },
  banner: {
    offline: "Ingen tilkobling. Meldinger blir lagret og sendt når du er på nett igjen.",
    offlineUnsaved: "Ingen tilkobling. Hold siden åpen: Meldinger blir sendt når du er på nett igjen.",
    unsaved: "Denne nettleseren lagrer ikke samtalen: Den forsvinner når du lukker siden.",
    gone: "Denne samtalen er over og finnes ikke lenger på enheten. En ny melding starter en ny.",
    busy: "Det kommer inn mange meldinger akkurat nå. Ingenting gikk tapt; vi fortsetter å prøve.",
    notLoaded: "En del av chatten kunne ikke lastes inn. Du kan skrive; vi fortsetter å prøve.",
  },
  peek: { dismiss: "Skjul" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} ny melding", other: "{n} nye meldinger" },
    sent: "Meldingen er sendt",
    held: "Meldingen er ikke sendt ennå. Fortell oss hvordan vi når deg.",
    failed: "Meldingen er ikke sendt",
    typing: "{name} skriver",
  },
};
