/** Čeština. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-cs.js");
export const more = () => import("./more-cs.js");
export const files = () => import("./files-cs.js");

export const words: WordsWith<"one" | "few" | "many"> = {
  launcher: {
    open: "Otevřít chat",
    unread: {
      one: "Otevřít chat, {n} nepřečtená zpráva",
      few: "Otevřít chat, {n} nepřečtené zprávy",
      many: "Otevřít chat, {n} nepřečtené zprávy",
      other: "Otevřít chat, {n} nepřečtených zpráv",
    },
  },
  panel: { chat: "Chat", menu: "Nabídka", close: "Zavřít chat", log: "Konverzace" },
  availability: {
    online: "Jsme tady",
    minutes: "Jsme tady · obvykle odpovídáme do pár minut",
    hours: "Jsme tady · obvykle do několika hodin",
    day: "Jsme tady · obvykle do jednoho dne",
    away: "Nejsme tu · zanechte zprávu, odpovíme zde",
    awayByEmail: "Nejsme tu · zanechte zprávu, odpovíme e-mailem",
  },
  empty: {
    online: "Dobrý den! Ptejte se na cokoli, odpoví vám člověk.",
    away: "Dobrý den! Teď tu nikdo není, ale vaši zprávu si přečteme.",
  },
  composer: {
    label: "Zpráva",
    attach: "Přiložit soubory",
    emoji: "Emoji",
    placeholder: "Napište zprávu…",
    more: "Doplňte něco…",
    send: "Odeslat",
    tooLong: "Zpráva je delší než {limit} znaků. Nic se neztratilo: pošlete ji prosím ve dvou částech.",
    refused: "Tento text takto nelze odeslat: obsahuje znaky, které žádný systém neuloží.",
  },
  state: {
    held: "Zatím neodesláno · napište, jak vás můžeme kontaktovat",
    waiting: "Čeká na připojení",
    sending: "Odesílá se…",
    sent: "Odesláno",
    seen: "Zobrazeno",
    failed: "Neodesláno.",
    expired: "Neodesláno: zpráva čekala déle než týden.",
    retry: "Zkusit znovu",
    copy: "Kopírovat",
    copied: "Zkopírováno",
    discard: "Odebrat",
    byEmail: "e-mailem",
    edited: "upraveno",
    deleted: "Zpráva byla odstraněna",
  },
  log: {
    new: "Nové",
    older: "Starší zprávy",
    latest: "Přejít na nejnovější",
    latestNew: { one: "{n} nová zpráva", few: "{n} nové zprávy", many: "{n} nové zprávy", other: "{n} nových zpráv" },
    you: "Vy",
    team: "Tým",
    assistant: "Asistent",
    closed: "Konverzace byla uzavřena. Když napíšete, znovu se otevře.",
    typing: "{name} píše…",
  },
  contact: {
    done: "Odpovíme na {email}",
    doneHere: "Děkujeme! Poznamenali jsme si {email}",
    changed: "Kontakt: {email}",
    change: "Změnit",
  },
  banner: {
    offline: "Žádné připojení. Zprávy zůstanou uložené a odešlou se, až se připojení obnoví.",
    offlineUnsaved: "Žádné připojení. Nechte tuto stránku otevřenou: zprávy se odešlou, až se připojení obnoví.",
    unsaved: "Tento prohlížeč konverzaci neukládá: po zavření stránky zmizí.",
    gone: "Tato konverzace skončila a na tomto zařízení už není. Nová zpráva začne novou.",
    busy: "Právě přichází mnoho zpráv. Nic se neztratilo; zkoušíme to dál.",
    notLoaded: "Část chatu se nepodařilo načíst. Můžete psát; zkoušíme to dál.",
  },
  peek: { dismiss: "Skrýt" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} nová zpráva", few: "{n} nové zprávy", many: "{n} nové zprávy", other: "{n} nových zpráv" },
    sent: "Zpráva odeslána",
    held: "Zpráva zatím neodeslána. Napište, jak vás můžeme kontaktovat.",
    failed: "Zpráva neodeslána",
    typing: "{name} píše",
  },
};
