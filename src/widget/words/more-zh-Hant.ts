/** What is seldom said, in Traditional Chinese. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "聲音",
    transcript: "下載對話記錄",
    dossier: "下載我的資料",
    json: "我的資料（JSON）",
    erase: "刪除我的對話",
  },
  erase: {
    title: "要刪除這段對話嗎？",
    text: "所有訊息以及您告訴我們的個人資訊，都會從這裡和我們這邊永久刪除。",
    yes: "永久刪除",
    no: "保留",
    doing: "正在刪除…",
    failed: "什麼都沒有刪除：無法連線到我們。請稍後再試。",
  },
  transcript: {
    title: "與{site}的對話",
    saved: "儲存於 {date}",
    failed: "無法完整載入對話。請稍後再試。",
  },
  rating: {
    ask: "這次溝通如何？",
    good: "滿意",
    bad: "不滿意",
    comment: "謝謝！您願意多說一點嗎？",
    send: "傳送",
    thanks: "感謝您的回饋！",
    failed: "未能傳送。請稍後再試。",
  },
};
