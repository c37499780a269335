/** Hebrew. */
import type { WordsWith } from "./en.js";

export const words: WordsWith<"one" | "two"> = {
  lang: "he",
  subject: (site) => `השיחה שלכם עם ${site}`,
  agentAt: (agent, site) => `${agent}, ${site}`,
  wrote: (who) => `הודעה מאת ${who}:`,
  preheader: (site) => `השיחה שלכם עם ${site}, לשמירה.`,
  you: "אתם",
  assistant: "העוזר הדיגיטלי",
  earlier: "מוקדם יותר בשיחה הזו",
  conversation: "השיחה",
  continue: "המשך השיחה",
  simplyReply: "אפשר פשוט להשיב לאימייל הזה.",
  answerAbove: "כתבו את תשובתכם מעל השורה הזו",
  file: (name) => `קובץ מצורף: ${name}`,
  cut: {
    one: () => "יש בשיחה עוד הודעה אחת.",
    two: () => "יש בשיחה עוד שתי הודעות.",
    other: (n) => `יש בשיחה עוד ${n} הודעות.`,
  },
  readOn: "ההמשך נמצא בשיחה.",
  why: (site) => `קיבלתם את האימייל הזה כי כתבתם בצ'אט באתר ${site}.`,
  out: "לא לקבל עוד אימיילים כאלה",
  toAgent: {
    subject: (site, reference) => `הודעה חדשה מהאתר ${site} (${reference})`,
    continue: "פתיחה בלוח הבקרה",
    simplyReply: "אפשר פשוט להשיב לאימייל הזה: התשובה תגיע ללקוח בשמכם.",
    readOn: "ההמשך נמצא בלוח הבקרה.",
    why: (site) => `קיבלתם את האימייל הזה כי אתם עונים לפניות באתר ${site}, ואף אחד עוד לא ראה את ההודעה הזו.`,
    out: "בחירה מה נשלח אליכם באימייל, בתפריט החשבון בלוח הבקרה",
  },
  via: (visitor, site) => `${visitor} (${site})`,
  visitor: "פנייה מהאתר",
  wayOut: {
    title: "הסרה מרשימת הדיוור",
    ask: (site) => `להפסיק לשלוח לכתובת הזו תשובות מאת ${site}?`,
    button: "הסרה",
    done: (site) => `בוצע. לא יגיעו עוד לכתובת הזו תשובות מאת ${site}. השיחה עצמה נשארת במקומה.`,
    again: "שלחו לי שוב תשובות",
  },
  nothing: { title: "לא נמצא", text: "אין שום דבר בכתובת הזו." },
};
