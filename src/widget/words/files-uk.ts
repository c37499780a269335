/** What is said of files, in Ukrainian. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Файли для надсилання",
    remove: "Прибрати {name}",
    large: "{name} завеликий: розмір файлу — не більше {limit}.",
    kind: "{name} не можна надіслати сюди. Приймаються: {kinds}.",
    empty: "{name} порожній.",
    many: "В одне повідомлення вміщується не більше {limit} файлів.",
    drop: "Перетягніть файли сюди",
  },
  kinds: { picture: "зображення", document: "документи", media: "аудіо та відео" },
  card: {
    cancel: "Скасувати",
    save: "Завантажити {name}",
    failed: "Не вдалося завантажити файл. Спробуйте ще раз трохи пізніше.",
  },
  refused: {
    kind: "Файли такого типу тут не приймаються.",
    large: "Файл завеликий.",
    quota: "Це більше, ніж можна надіслати за один день.",
    lost: "Файлу вже немає на цьому пристрої. Виберіть його ще раз.",
  },
};
