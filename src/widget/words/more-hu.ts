/** What is seldom said, in Hungarian. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Hangok",
    transcript: "Beszélgetés letöltése",
    dossier: "Adataim letöltése",
    json: "Adataim JSON-ként",
    erase: "Beszélgetésem törlése",
  },
  erase: {
    title: "Törli ezt a beszélgetést?",
    text: "Minden üzenet, és amit magáról elmondott, végleg törlődik: itt és nálunk is.",
    yes: "Végleges törlés",
    no: "Megtartás",
    doing: "Törlés folyamatban…",
    failed: "Semmi sem törlődött: nem sikerült kapcsolatba lépni velünk. Próbálja újra egy kicsit később.",
  },
  transcript: {
    title: "Beszélgetés: {site}",
    saved: "Mentve: {date}",
    failed: "A beszélgetést nem sikerült teljesen betölteni. Próbálja újra egy kicsit később.",
  },
  rating: {
    ask: "Hogy ment?",
    good: "Jól",
    bad: "Nem jól",
    comment: "Köszönjük! Szeretne többet is elmondani?",
    send: "Küldés",
    thanks: "Köszönjük a visszajelzést!",
    failed: "Nem sikerült elküldeni. Próbálja újra egy kicsit később.",
  },
};
