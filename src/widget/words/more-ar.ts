/** What is seldom said, in Arabic. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "الأصوات",
    transcript: "تنزيل المحادثة",
    dossier: "تنزيل بياناتي",
    json: "بياناتي بصيغة JSON",
    erase: "حذف محادثتي",
  },
  erase: {
    title: "هل تريد حذف هذه المحادثة؟",
    text: "ستُحذف جميع الرسائل وكل ما أخبرتنا به عن نفسك نهائيًا: هنا ولدينا.",
    yes: "حذف نهائي",
    no: "الاحتفاظ بها",
    doing: "جارٍ الحذف…",
    failed: "لم يُحذف أي شيء: تعذّر الاتصال بنا. يرجى المحاولة مرة أخرى بعد قليل.",
  },
  transcript: {
    title: "محادثة مع {site}",
    saved: "حُفظت في {date}",
    failed: "تعذّر تحميل المحادثة كاملة. يرجى المحاولة مرة أخرى بعد قليل.",
  },
  rating: {
    ask: "كيف كانت التجربة؟",
    good: "جيدة",
    bad: "غير جيدة",
    comment: "شكرًا لك! هل تود إخبارنا بالمزيد؟",
    send: "إرسال",
    thanks: "شكرًا على رأيك!",
    failed: "تعذّر الإرسال. يرجى المحاولة مرة أخرى بعد قليل.",
  },
};
