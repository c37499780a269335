/** What is said of files, in Hebrew. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "קבצים לשליחה",
    remove: "הסרת {name}",
    large: "הקובץ {name} גדול מדי: קובץ יכול להיות עד {limit}.",
    kind: "אי אפשר לשלוח כאן את {name}. מתקבלים: {kinds}.",
    empty: "הקובץ {name} ריק.",
    many: "בהודעה אחת נכנסים עד {limit} קבצים.",
    drop: "שחררו את הקבצים כאן",
  },
  kinds: { picture: "תמונות", document: "מסמכים", media: "שמע ווידאו" },
  card: {
    cancel: "ביטול",
    save: "הורדת {name}",
    failed: "לא ניתן היה לטעון את הקובץ. נסו שוב בעוד רגע.",
  },
  refused: {
    kind: "קבצים מסוג זה אינם מתקבלים כאן.",
    large: "הקובץ גדול מדי.",
    quota: "זה יותר ממה שאפשר לשלוח ביום אחד.",
    lost: "הקובץ כבר אינו במכשיר הזה. בחרו אותו שוב.",
  },
};
