/** What is said of files, in Persian. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "فایل‌های آمادهٔ ارسال",
    remove: "حذف {name}",
    large: "{name} بیش از حد بزرگ است: هر فایل حداکثر {limit}.",
    kind: "{name} را نمی‌توان اینجا فرستاد. موارد مجاز: {kinds}.",
    empty: "{name} خالی است.",
    many: "در یک پیام حداکثر {limit} فایل جا می‌شود.",
    drop: "فایل‌ها را اینجا رها کنید",
  },
  kinds: { picture: "تصویر", document: "سند", media: "صدا و ویدیو" },
  card: {
    cancel: "لغو",
    save: "دانلود {name}",
    failed: "فایل بارگذاری نشد. لطفاً کمی بعد دوباره تلاش کنید.",
  },
  refused: {
    kind: "این نوع فایل اینجا پذیرفته نمی‌شود.",
    large: "فایل بیش از حد بزرگ است.",
    quota: "این بیش از مقداری است که در یک روز می‌توان فرستاد.",
    lost: "فایل دیگر روی این دستگاه نیست. لطفاً دوباره انتخابش کنید.",
  },
};
