/** What is said of files, in Russian. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Файлы для отправки",
    remove: "Убрать {name}",
    large: "{name} слишком большой: размер файла — не более {limit}.",
    kind: "{name} нельзя отправить сюда. Принимаются: {kinds}.",
    empty: "{name} пуст.",
    many: "В одно сообщение помещается не более {limit} файлов.",
    drop: "Перетащите файлы сюда",
  },
  kinds: { picture: "изображения", document: "документы", media: "аудио и видео" },
  card: {
    cancel: "Отменить",
    save: "Скачать {name}",
    failed: "Не удалось загрузить файл. Попробуйте ещё раз чуть позже.",
  },
  refused: {
    kind: "Файлы такого типа здесь не принимаются.",
    large: "Файл слишком большой.",
    quota: "Это больше, чем можно отправить за один день.",
    lost: "Файла больше нет на этом устройстве. Выберите его снова.",
  },
};
