/** What is seldom said, in Japanese. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "サウンド",
    transcript: "会話をダウンロード",
    dossier: "自分のデータをダウンロード",
    json: "自分のデータ（JSON）",
    erase: "会話を削除",
  },
  erase: {
    title: "この会話を削除しますか？",
    text: "すべてのメッセージと、お知らせいただいた情報は、この端末からも当方からも完全に削除されます。",
    yes: "完全に削除",
    no: "残す",
    doing: "削除しています…",
    failed: "何も削除されていません。接続できませんでした。しばらくしてからもう一度お試しください。",
  },
  transcript: {
    title: "{site}との会話",
    saved: "保存日時：{date}",
    failed: "会話全体を読み込めませんでした。しばらくしてからもう一度お試しください。",
  },
  rating: {
    ask: "対応はいかがでしたか？",
    good: "良かった",
    bad: "良くなかった",
    comment: "ありがとうございます。よろしければ詳しくお聞かせください。",
    send: "送信",
    thanks: "ご意見ありがとうございました。",
    failed: "送信できませんでした。しばらくしてからもう一度お試しください。",
  },
};
