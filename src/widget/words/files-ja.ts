/** What is said of files, in Japanese. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "送信するファイル",
    remove: "{name} を取り除く",
    large: "{name} は大きすぎます。1 ファイルの上限は {limit} です。",
    kind: "{name} はここでは送信できません。送信できるもの: {kinds}。",
    empty: "{name} は空です。",
    many: "1 つのメッセージに添付できるのは {limit} ファイルまでです。",
    drop: "ここにファイルをドロップ",
  },
  kinds: { picture: "画像", document: "文書", media: "音声と動画" },
  card: {
    cancel: "キャンセル",
    save: "{name} をダウンロード",
    failed: "ファイルを読み込めませんでした。しばらくしてからもう一度お試しください。",
  },
  refused: {
    kind: "この種類のファイルは受け付けていません。",
    large: "ファイルが大きすぎます。",
    quota: "1 日に送信できる量を超えています。",
    lost: "ファイルはこの端末に残っていません。もう一度選択してください。",
  },
};
