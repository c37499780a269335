/** 繁體中文。 */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-zh-Hant.js");
export const more = () => import("./more-zh-Hant.js");
export const files = () => import("./files-zh-Hant.js");

export const words: WordsWith<"other"> = {
  launcher: { open: "開啟聊天", unread: { other: "開啟聊天，{n} 則未讀訊息" } },
  panel: { chat: "聊天", menu: "選單", close: "關閉聊天", log: "對話" },
  availability: {
    online: "我們在線上",
    minutes: "我們在線上 · 通常幾分鐘內回覆",
    hours: "我們在線上 · 通常幾小時內回覆",
    day: "我們在線上 · 通常一天內回覆",
    away: "我們目前不在 · 請留言，我們會在這裡回覆",
    awayByEmail: "我們目前不在 · 請留言，我們會以電子郵件回覆",
  },
  empty: {
    online: "您好！有任何問題都歡迎提出，會由真人為您回覆。",
    away: "您好！目前沒有人在線上，但我們一定會查看您的訊息。",
  },
  composer: {
    label: "訊息",
    attach: "附加檔案",
    emoji: "表情符號",
    placeholder: "輸入訊息…",
    more: "補充說明…",
    send: "傳送",
    tooLong: "內容超過 {limit} 個字元。內容都還在：請分成兩則傳送。",
    refused: "這段文字無法直接傳送：其中含有任何系統都無法保存的字元。",
  },
  state: {
    held: "尚未傳送 · 請告訴我們如何聯絡您",
    waiting: "等待連線",
    sending: "傳送中…",
    sent: "已傳送",
    seen: "已讀",
    failed: "未能傳送。",
    expired: "未能傳送：已等候超過一週。",
    retry: "重試",
    copy: "複製",
    copied: "已複製",
    discard: "移除",
    byEmail: "透過電子郵件",
    edited: "已編輯",
    deleted: "訊息已移除",
  },
  log: {
    new: "新訊息",
    older: "較早的訊息",
    latest: "跳到最新訊息",
    latestNew: { other: "{n} 則新訊息" },
    you: "您",
    team: "團隊",
    assistant: "小幫手",
    closed: "對話已結束。再次留言即可重新開啟。",
    typing: "{name} 正在輸入…",
  },
  contact: {
    done: "我們會回覆至 {email}",
    doneHere: "謝謝您！我們已記下 {email}",
    changed: "聯絡方式：{email}",
    change: "變更",
  },
  banner: {
    offline: "沒有網路連線。訊息會先保留，恢復連線後自動傳送。",
    offlineUnsaved: "沒有網路連線。請讓此頁面保持開啟：恢復連線後會自動傳送訊息。",
    unsaved: "此瀏覽器不會保留對話：關閉頁面後對話就會消失。",
    gone: "這段對話已結束，也不再保存於此裝置。傳送新訊息即可開始新的對話。",
    busy: "目前訊息很多。您的內容沒有遺失，我們會持續重試。",
    notLoaded: "部分聊天內容無法載入。您仍可輸入訊息，我們會持續重試。",
  },
  peek: { dismiss: "關閉" },
  announce: {
    message: "{name}：{text}",
    many: { other: "{n} 則新訊息" },
    sent: "訊息已傳送",
    held: "訊息尚未傳送。請告訴我們如何聯絡您。",
    failed: "訊息未能傳送",
    typing: "{name} 正在輸入",
  },
};
