/** Svenska. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-sv.js");
export const more = () => import("./more-sv.js");
export const files = () => import("./files-sv.js");

export const words: WordsWith<"one"> = {
  launcher: {
    open: "Öppna chatten",
    unread: { one: "Öppna chatten, {n} oläst meddelande", other: "Öppna chatten, {n} olästa meddelanden" },
  },
  panel: { chat: "Chatt", menu: "Meny", close: "Stäng chatten", log: "Konversation" },
  availability: {
    online: "Vi är här",
    minutes: "Vi är här · svarar oftast inom några minuter",
    hours: "Vi är här · oftast inom några timmar",
    day: "Vi är här · oftast inom ett dygn",
    away: "Vi är inte här · lämna ett meddelande så svarar vi här",
    awayByEmail: "Vi är inte här · lämna ett meddelande så svarar vi via e-post",
  },
  empty: {
    online: "Hej! Fråga oss vad du vill, en människa svarar.",
    away: "Hej! Just nu är ingen här, men ditt meddelande blir läst.",
  },
  composer: {
    label: "Meddelande",
    attach: "Bifoga filer",
    emoji: "Emojier",
    placeholder: "Skriv ett meddelande…",
    more: "Lägg till något…",
    send: "Skicka",
    tooLong: "Meddelandet är längre än {limit} tecken. Inget har gått förlorat: skicka det i två delar.",
    refused: "Den här texten kan inte skickas som den är: den innehåller tecken som inget system sparar.",
  },
  state: {
    held: "Inte skickat än · berätta hur vi når dig",
    waiting: "Väntar på anslutning",
    sending: "Skickar…",
    sent: "Skickat",
    seen: "Sett",
    failed: "Inte skickat.",
    expired: "Inte skickat: det har väntat i mer än en vecka.",
    retry: "Försök igen",
    copy: "Kopiera",
    copied: "Kopierat",
    discard: "Ta bort",
    byEmail: "via e-post",
    edited: "ändrat",
    deleted: "Meddelandet har tagits bort",
  },
  log: {
    new: "Nya",
    older: "Tidigare meddelanden",
    latest: "Till det senaste",
    latestNew: { one: "{n} nytt meddelande", other: "{n} nya meddelanden" },
    you: "Du",
    team: "Team",
    assistant: "Assistent",
    closed: "Konversationen har avslutats. Om du skriver öppnas den igen.",
    typing: "{name} skriver…",
  },
  contact: {
    done: "Vi svarar till {email}",
    doneHere: "Tack! Vi har noterat {email}",
    changed: "Kontakt: {email}",
    change: "Ändra",
  },
  banner: {
    offline: "Ingen anslutning. Meddelanden sparas och skickas när du är online igen.",
    offlineUnsaved: "Ingen anslutning. Håll sidan öppen: meddelanden skickas när du är online igen.",
    unsaved: "Den här webbläsaren sparar inte konversationen: den försvinner när du stänger sidan.",
    gone: "Konversationen är avslutad och finns inte kvar på den här enheten. Ett nytt meddelande börjar en ny.",
    busy: "Det kommer många meddelanden just nu. Inget gick förlorat; vi fortsätter att försöka.",
    notLoaded: "En del av chatten kunde inte laddas. Du kan skriva; vi fortsätter att försöka.",
  },
  peek: { dismiss: "Dölj" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} nytt meddelande", other: "{n} nya meddelanden" },
    sent: "Meddelandet har skickats",
    held: "Meddelandet har inte skickats än. Berätta hur vi når dig.",
    failed: "Meddelandet har inte skickats",
    typing: "{name} skriver",
  },
};
