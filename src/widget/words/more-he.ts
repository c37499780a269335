/** What is seldom said, in Hebrew. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "צלילים",
    transcript: "הורדת השיחה",
    dossier: "הורדת הנתונים שלי",
    json: "הנתונים שלי כ־JSON",
    erase: "מחיקת השיחה שלי",
  },
  erase: {
    title: "למחוק את השיחה הזאת?",
    text: "כל ההודעות, וכל מה שסיפרת לנו על עצמך, יימחקו לצמיתות: כאן ואצלנו.",
    yes: "מחיקה לצמיתות",
    no: "לשמור",
    doing: "מוחקים…",
    failed: "דבר לא נמחק: לא הצלחנו להתחבר. כדאי לנסות שוב עוד רגע.",
  },
  transcript: {
    title: "שיחה עם {site}",
    saved: "נשמרה ב-{date}",
    failed: "לא הצלחנו לטעון את השיחה במלואה. כדאי לנסות שוב עוד רגע.",
  },
  rating: {
    ask: "איך היה?",
    good: "טוב",
    bad: "לא טוב",
    comment: "תודה! רוצה לספר לנו עוד?",
    send: "שליחה",
    thanks: "תודה שסיפרת לנו!",
    failed: "השליחה לא הצליחה. כדאי לנסות שוב עוד רגע.",
  },
};
