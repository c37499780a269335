/** Dansk. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-da.js");
export const more = () => import("./more-da.js");
export const files = () => import("./files-da.js");

export const words: WordsWith<"one"> = {
  launcher: { open: "Åbn chatten", unread: { one: "Åbn chatten, {n} ulæst besked", other: "Åbn chatten, {n} ulæste beskeder" } },
  panel: { chat: "Chat", menu: "Menu", close: "Luk chatten", log: "Samtale" },
  availability: {
    online: "Vi er her",
    minutes: "Vi er her · svarer som regel inden for få minutter",
    hours: "Vi er her · som regel inden for et par timer",
    day: "Vi er her · som regel inden for en dag",
    away: "Vi er her ikke lige nu · læg en besked, så svarer vi her",
    awayByEmail: "Vi er her ikke lige nu · læg en besked, så svarer vi på e-mail",
  },
  empty: {
    online: "Hej! Spørg om hvad som helst, et menneske svarer.",
    away: "Hej! Her er ingen lige nu, men din besked bliver læst.",
  },
  composer: {
    label: "Besked",
    attach: "Vedhæft filer",
    emoji: "Emojier",
    placeholder: "Skriv en besked…",
    more: "Tilføj noget…",
    send: "Send",
    tooLong: "Beskeden er længere end {limit} tegn. Intet er gået tabt: send den i to dele.",
    refused: "Denne tekst kan ikke sendes, som den er: Den indeholder tegn, som intet system gemmer.",
  },
  state: {
    held: "Ikke sendt endnu · skriv, hvordan vi når dig",
    waiting: "Venter på forbindelse",
    sending: "Sender…",
    sent: "Sendt",
    seen: "Set",
    failed: "Ikke sendt.",
    expired: "Ikke sendt: Den har ventet i mere end en uge.",
    retry: "Prøv igen",
    copy: "Kopiér",
    copied: "Kopieret",
    discard: "Fjern",
    byEmail: "på e-mail",
    edited: "redigeret",
    deleted: "Besked fjernet",
  },
  log: {
    new: "Nye",
    older: "Tidligere beskeder",
    latest: "Gå til den nyeste",
    latestNew: { one: "{n} ny besked", other: "{n} nye beskeder" },
    you: "Dig",
    team: "Team",
    assistant: "Assistent",
    closed: "Samtalen blev lukket. Hvis du skriver, åbnes den igen.",
    typing: "{name} skriver…",
  },
  contact: {
    done: "Vi svarer til {email}",
    doneHere: "Tak! Vi har noteret {email}",
    changed: "Kontakt: {email}",
    change: "Ret",
  },
  banner: {
    offline: "Ingen forbindelse. Beskeder gemmes og sendes, når du er online igen.",
    offlineUnsaved: "Ingen forbindelse. Hold siden åben: Beskeder sendes, når du er online igen.",
    unsaved: "Denne browser gemmer ikke samtalen: Den forsvinder, når du lukker siden.",
    gone: "Samtalen er slut og findes ikke længere på denne enhed. En ny besked starter en ny.",
    busy: "Der kommer mange beskeder ind lige nu. Intet er gået tabt; vi prøver igen.",
    notLoaded: "En del af chatten kunne ikke indlæses. Du kan godt skrive; vi prøver igen.",
  },
  peek: { dismiss: "Skjul" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} ny besked", other: "{n} nye beskeder" },
    sent: "Besked sendt",
    held: "Beskeden er ikke sendt endnu. Skriv, hvordan vi når dig.",
    failed: "Besked ikke sendt",
    typing: "{name} skriver",
  },
};
