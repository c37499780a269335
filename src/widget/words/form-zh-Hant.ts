/** What the contact form says, in Chinese in traditional characters. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "如何聯絡您",
  ask: {
    onlineOptional: "謝謝您！留下電子郵件地址，即使關閉此頁面，也能收到回覆。",
    onlineRequired: "謝謝您！傳送之前想請問：如果您離開此頁面，回覆該寄到哪裡？您的訊息會一併送出。",
    awayOptional: "謝謝您！目前沒有人在線上。請留下電子郵件地址，我們會回覆給您。",
    awayRequired: "謝謝您！目前沒有人在線上。回覆該寄到哪裡？您的訊息會一併送出。",
  },
  askHere: {
    onlineOptional: "謝謝您！方便告訴我們如何稱呼您嗎？我們會直接在這個聊天中回覆您。",
    onlineRequired: "謝謝您！傳送之前，請告訴我們如何稱呼您。我們會直接在這個聊天中回覆您。",
    awayOptional: "謝謝您！目前沒有人在線上。方便告訴我們如何稱呼您嗎？我們會直接在這個聊天中回覆您。",
    awayRequired: "謝謝您！目前沒有人在線上。請告訴我們如何稱呼您：您的訊息會一併送出，我們會在這裡回覆您。",
  },
  change: "要變更什麼呢？",
  fields: { email: "電子郵件", name: "姓名", phone: "電話" },
  optional: "（選填）",
  send: "傳送訊息",
  sendAll: "傳送全部訊息",
  save: "儲存",
  sending: "傳送中…",
  skip: "略過",
  cancel: "取消",
  privacy: "隱私權",
  useAddress: "用 {email} 接收回覆嗎？",
  didYouMean: "您是指 {email} 嗎？",
  own: {
    empty: "請回答這一項。",
    number: "請輸入數字。",
    url: "這不像網址。範例：https://example.com",
  },
  fault: {
    email: {
      empty: "請輸入您的電子郵件地址。",
      malformed: "這不像是電子郵件地址。範例：ana@example.com",
      refused: "無法接受這個地址，請改用其他地址。",
    },
    name: {
      empty: "請輸入您的姓名。",
      malformed: "請以一行文字輸入，最多 200 個字元。",
      refused: "無法接受這個姓名，請改用其他姓名。",
    },
    phone: {
      empty: "請輸入您的電話號碼。",
      malformed: "這不像是電話號碼。範例：+886 912 345 678",
      refused: "無法接受這個號碼，請改用其他號碼。",
    },
  },
  trouble: {
    "no-answer": "沒有網路連線。內容都還在：請稍後再試一次。",
    busy: "目前訊息很多。您的內容沒有遺失，請稍後再試。",
    refused: "無法接受這些資料。內容都還在：請檢查後再試一次。",
  },
  folded: "留下電子郵件地址，以便收到回覆",
  foldedHere: "告訴我們如何稱呼您",
};
