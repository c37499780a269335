/** What is said of files, in Traditional Chinese. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "待傳送的檔案",
    remove: "移除 {name}",
    large: "{name} 太大：每個檔案最大 {limit}。",
    kind: "此處無法傳送 {name}。可接受：{kinds}。",
    empty: "{name} 是空檔案。",
    many: "一則訊息最多可附 {limit} 個檔案。",
    drop: "將檔案拖放到這裡",
  },
  kinds: { picture: "圖片", document: "文件", media: "音訊和影片" },
  card: {
    cancel: "取消",
    save: "下載 {name}",
    failed: "檔案無法載入，請稍後再試。",
  },
  refused: {
    kind: "此處不接受這種檔案。",
    large: "檔案太大。",
    quota: "這超出了一天內可傳送的數量。",
    lost: "檔案已不在此裝置上，請重新選擇。",
  },
};
