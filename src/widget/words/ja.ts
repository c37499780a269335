/** 日本語. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-ja.js");
export const more = () => import("./more-ja.js");
export const files = () => import("./files-ja.js");

export const words: WordsWith<never> = {
  launcher: { open: "チャットを開く", unread: { other: "チャットを開く、未読メッセージ{n}件" } },
  panel: { chat: "チャット", menu: "メニュー", close: "チャットを閉じる", log: "会話" },
  availability: {
    online: "対応中です",
    minutes: "対応中です・通常数分でお返事します",
    hours: "対応中です・通常数時間でお返事します",
    day: "対応中です・通常1日以内にお返事します",
    away: "ただいま不在です・メッセージをどうぞ。こちらでお返事します",
    awayByEmail: "ただいま不在です・メッセージをどうぞ。メールでお返事します",
  },
  empty: {
    online: "こんにちは。何でもご質問ください。担当者がお答えします。",
    away: "こんにちは。ただいま担当者がおりませんが、メッセージは必ず拝見します。",
  },
  composer: {
    label: "メッセージ",
    attach: "ファイルを添付",
    emoji: "絵文字",
    placeholder: "メッセージを入力…",
    more: "続けて入力…",
    send: "送信",
    tooLong: "{limit}文字を超えています。内容は失われていません。2回に分けて送信してください。",
    refused: "このテキストはそのままでは送信できません。保存できない文字が含まれています。",
  },
  state: {
    held: "未送信・ご連絡先をお知らせください",
    waiting: "接続を待っています",
    sending: "送信中…",
    sent: "送信済み",
    seen: "既読",
    failed: "送信できませんでした。",
    expired: "送信できませんでした。1週間以上お待たせしていました。",
    retry: "再試行",
    copy: "コピー",
    copied: "コピーしました",
    discard: "削除",
    byEmail: "メール",
    edited: "編集済み",
    deleted: "メッセージは削除されました",
  },
  log: {
    new: "新着",
    older: "以前のメッセージ",
    latest: "最新へ移動",
    latestNew: { other: "新着メッセージ{n}件" },
    you: "お客様",
    team: "スタッフ",
    assistant: "アシスタント",
    closed: "会話は終了しました。メッセージを送ると再開します。",
    typing: "{name}さんが入力中…",
  },
  contact: {
    done: "お返事は{email}にお送りします",
    doneHere: "ありがとうございます。{email}を承りました",
    changed: "ご連絡先：{email}",
    change: "変更",
  },
  banner: {
    offline: "接続がありません。メッセージは保存され、接続が戻りしだい送信されます。",
    offlineUnsaved: "接続がありません。このページを開いたままにしてください。接続が戻りしだい送信されます。",
    unsaved: "このブラウザでは会話が保存されません。ページを閉じると消えます。",
    gone: "この会話は終了し、この端末には残っていません。新しいメッセージを送ると新しい会話が始まります。",
    busy: "ただいま多くのメッセージが届いています。内容は失われていません。自動的に再試行します。",
    notLoaded: "チャットの一部を読み込めませんでした。メッセージは入力できます。読み込みを続けます。",
  },
  peek: { dismiss: "閉じる" },
  announce: {
    message: "{name}: {text}",
    many: { other: "新着メッセージ{n}件" },
    sent: "メッセージを送信しました",
    held: "メッセージはまだ送信されていません。ご連絡先をお知らせください。",
    failed: "メッセージを送信できませんでした",
    typing: "{name}さんが入力中",
  },
};
