/** What is seldom said, in Persian. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "صداها",
    transcript: "دانلود گفتگو",
    erase: "حذف گفتگوی من",
  },
  erase: {
    title: "این گفتگو حذف شود؟",
    text: "همهٔ پیام‌ها و آنچه دربارهٔ خودتان گفته‌اید برای همیشه حذف می‌شود: هم اینجا و هم نزد ما.",
    yes: "حذف همیشگی",
    no: "نگه داشتن",
    doing: "در حال حذف…",
    failed: "چیزی حذف نشد: ارتباط با ما برقرار نشد. لطفاً کمی بعد دوباره تلاش کنید.",
  },
  transcript: {
    title: "گفتگو با {site}",
    saved: "ذخیره‌شده در {date}",
    failed: "گفتگو به‌طور کامل بارگیری نشد. لطفاً کمی بعد دوباره تلاش کنید.",
  },
  rating: {
    ask: "چطور بود؟",
    good: "خوب",
    bad: "نه‌چندان خوب",
    comment: "سپاس! می‌خواهید بیشتر بگویید؟",
    send: "ارسال",
    thanks: "از نظرتان سپاسگزاریم!",
    failed: "ارسال نشد. لطفاً کمی بعد دوباره تلاش کنید.",
  },
};
