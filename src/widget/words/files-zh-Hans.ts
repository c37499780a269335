/** What is said of files, in Simplified Chinese. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "待发送的文件",
    remove: "移除 {name}",
    large: "{name} 太大：每个文件最大 {limit}。",
    kind: "此处不能发送 {name}。可接受：{kinds}。",
    empty: "{name} 是空文件。",
    many: "一条消息最多可附 {limit} 个文件。",
    drop: "将文件拖放到这里",
  },
  kinds: { picture: "图片", document: "文档", media: "音频和视频" },
  card: {
    cancel: "取消",
    save: "下载 {name}",
    failed: "文件无法加载，请稍后再试。",
  },
  refused: {
    kind: "此处不接受这种文件。",
    large: "文件太大。",
    quota: "这超出了一天内可发送的数量。",
    lost: "文件已不在此设备上，请重新选择。",
  },
};
