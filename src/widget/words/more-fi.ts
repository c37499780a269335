/** What is seldom said, in Finnish. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Äänet",
    transcript: "Lataa keskustelu",
    dossier: "Lataa tietoni",
    json: "Tietoni JSON-muodossa",
    erase: "Poista keskusteluni",
  },
  erase: {
    title: "Poistetaanko tämä keskustelu?",
    text: "Kaikki viestit ja se, mitä olet kertonut itsestäsi, poistetaan lopullisesti: täältä ja meiltä.",
    yes: "Poista lopullisesti",
    no: "Säilytä",
    doing: "Poistetaan…",
    failed: "Mitään ei poistettu: yhteyttä ei saatu. Yritä hetken päästä uudelleen.",
  },
  transcript: {
    title: "Keskustelu: {site}",
    saved: "Tallennettu {date}",
    failed: "Koko keskustelua ei voitu ladata. Yritä hetken päästä uudelleen.",
  },
  rating: {
    ask: "Miten meni?",
    good: "Hyvin",
    bad: "Huonosti",
    comment: "Kiitos! Haluatko kertoa lisää?",
    send: "Lähetä",
    thanks: "Kiitos palautteesta!",
    failed: "Lähettäminen ei onnistunut. Yritä hetken päästä uudelleen.",
  },
};
