/** What is said of files, in Czech. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Soubory k odeslání",
    remove: "Odebrat {name}",
    large: "{name} je příliš velký: soubor může mít nejvýše {limit}.",
    kind: "{name} zde nelze odeslat. Přijímáme: {kinds}.",
    empty: "{name} je prázdný.",
    many: "Do jedné zprávy se vejde nejvýše {limit} souborů.",
    drop: "Přetáhněte soubory sem",
  },
  kinds: { picture: "obrázky", document: "dokumenty", media: "zvuk a video" },
  card: {
    cancel: "Zrušit",
    save: "Stáhnout {name}",
    failed: "Soubor se nepodařilo načíst. Zkuste to za chvíli znovu.",
  },
  refused: {
    kind: "Soubory tohoto druhu zde nepřijímáme.",
    large: "Soubor je příliš velký.",
    quota: "To je víc, než lze za jeden den odeslat.",
    lost: "Soubor už v tomto zařízení není. Vyberte ho prosím znovu.",
  },
};
