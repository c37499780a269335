/** What the contact form says, in Simplified Chinese. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "如何联系您",
  ask: {
    onlineOptional: "谢谢！如果您留下电子邮箱，即使关闭此页面也能收到回复。",
    onlineRequired: "谢谢！发送之前：如果您离开此页面，回复应发到哪里？您的消息会一并发送。",
    awayOptional: "谢谢！现在没有人在线。请留下您的电子邮箱，回复会发送给您。",
    awayRequired: "谢谢！现在没有人在线。回复应发到哪里？您的消息会一并发送。",
  },
  askHere: {
    onlineOptional: "谢谢！可以告诉我们您是谁吗？回复会出现在此聊天中。",
    onlineRequired: "谢谢！发送之前，请告诉我们您是谁。回复会出现在此聊天中。",
    awayOptional: "谢谢！现在没有人在线。可以告诉我们您是谁吗？回复会出现在此聊天中。",
    awayRequired: "谢谢！现在没有人在线。请告诉我们您是谁：您的消息会一并发送，回复会出现在这里。",
  },
  change: "需要更改什么？",
  fields: { email: "电子邮箱", name: "姓名", phone: "电话" },
  optional: "（选填）",
  send: "发送我的消息",
  sendAll: "发送我的全部消息",
  save: "保存",
  sending: "正在发送…",
  skip: "跳过",
  cancel: "取消",
  privacy: "隐私",
  useAddress: "用 {email} 接收回复吗？",
  didYouMean: "您是指 {email} 吗？",
  own: {
    empty: "请回答这一项。",
    number: "请输入数字。",
    url: "这不像网址。示例：https://example.com",
  },
  fault: {
    email: {
      empty: "请输入您的电子邮箱。",
      malformed: "这不像是电子邮箱地址。例如：ana@example.com",
      refused: "此邮箱未被接受，请换一个试试。",
    },
    name: {
      empty: "请输入您的姓名。",
      malformed: "请输入一行文字，最多 200 个字符。",
      refused: "此姓名未被接受，请换一个试试。",
    },
    phone: {
      empty: "请输入您的电话号码。",
      malformed: "这不像是电话号码。例如：+86 138 1234 5678",
      refused: "此号码未被接受，请换一个试试。",
    },
  },
  trouble: {
    "no-answer": "没有网络连接。内容没有丢失，请稍后再试。",
    busy: "现在消息很多。您的内容没有丢失，请稍后再试。",
    refused: "未被接受。内容没有丢失，请检查后重试。",
  },
  folded: "留下电子邮箱以接收回复",
  foldedHere: "告诉我们您是谁",
};
