/** What is seldom said, in Simplified Chinese. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "声音",
    transcript: "下载对话记录",
    dossier: "下载我的数据",
    json: "我的数据（JSON）",
    erase: "删除我的对话",
  },
  erase: {
    title: "要删除这段对话吗？",
    text: "所有消息以及您告诉我们的个人信息，都会从这里和我们这边永久删除。",
    yes: "永久删除",
    no: "保留",
    doing: "正在删除…",
    failed: "什么都没有删除：无法连接到我们。请稍后再试。",
  },
  transcript: {
    title: "与{site}的对话",
    saved: "保存于 {date}",
    failed: "无法完整加载对话。请稍后再试。",
  },
  rating: {
    ask: "这次沟通怎么样？",
    good: "满意",
    bad: "不满意",
    comment: "谢谢！您愿意多说一点吗？",
    send: "发送",
    thanks: "感谢您的反馈！",
    failed: "未能发送。请稍后再试。",
  },
};
