/** What is said of files, in Arabic. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "ملفات للإرسال",
    remove: "إزالة {name}",
    large: "{name} كبير جدًا: الحد الأقصى للملف {limit}.",
    kind: "لا يمكن إرسال {name} هنا. المقبول: {kinds}.",
    empty: "{name} فارغ.",
    many: "تتسع الرسالة الواحدة لما لا يزيد على {limit} من الملفات.",
    drop: "أفلت الملفات هنا",
  },
  kinds: { picture: "صور", document: "مستندات", media: "صوت وفيديو" },
  card: {
    cancel: "إلغاء",
    save: "تنزيل {name}",
    failed: "تعذّر تحميل الملف. يُرجى المحاولة مجددًا بعد قليل.",
  },
  refused: {
    kind: "لا يُقبل هذا النوع من الملفات هنا.",
    large: "الملف كبير جدًا.",
    quota: "هذا أكثر مما يمكن إرساله في يوم واحد.",
    lost: "لم يعد الملف على هذا الجهاز. يُرجى اختياره مرة أخرى.",
  },
};
