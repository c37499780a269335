/** 简体中文. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-zh-Hans.js");
export const more = () => import("./more-zh-Hans.js");
export const files = () => import("./files-zh-Hans.js");

export const words: WordsWith<never> = {
  launcher: { open: "打开聊天", unread: { other: "打开聊天，{n} 条未读消息" } },
  panel: { chat: "聊天", menu: "菜单", close: "关闭聊天", log: "对话" },
  availability: {
    online: "我们在线",
    minutes: "我们在线 · 通常几分钟内回复",
    hours: "我们在线 · 通常几小时内回复",
    day: "我们在线 · 通常一天内回复",
    away: "我们暂时不在 · 请留言，我们会在这里回复",
    awayByEmail: "我们暂时不在 · 请留言，我们会通过电子邮件回复",
  },
  empty: {
    online: "您好！有问题请随时提出，会有真人为您解答。",
    away: "您好！现在没有人在线，但我们会看到您的消息。",
  },
  composer: {
    label: "消息",
    attach: "添加文件",
    emoji: "表情",
    placeholder: "输入消息…",
    more: "补充内容…",
    send: "发送",
    tooLong: "内容超过 {limit} 个字符。内容没有丢失，请分两次发送。",
    refused: "这段文字无法直接发送：其中含有任何系统都无法保存的字符。",
  },
  state: {
    held: "尚未发送 · 请告诉我们如何联系您",
    waiting: "等待网络连接",
    sending: "正在发送…",
    sent: "已发送",
    seen: "已读",
    failed: "未发送。",
    expired: "未发送：等待已超过一周。",
    retry: "重试",
    copy: "复制",
    copied: "已复制",
    discard: "移除",
    byEmail: "通过电子邮件",
    edited: "已编辑",
    deleted: "消息已删除",
  },
  log: {
    new: "新消息",
    older: "更早的消息",
    latest: "跳到最新消息",
    latestNew: { other: "{n} 条新消息" },
    you: "您",
    team: "客服团队",
    assistant: "助手",
    closed: "对话已关闭。发送消息即可重新打开。",
    typing: "{name} 正在输入…",
  },
  contact: {
    done: "我们会回复至 {email}",
    doneHere: "谢谢！我们已记下 {email}",
    changed: "联系方式：{email}",
    change: "更改",
  },
  banner: {
    offline: "没有网络连接。消息已保存，恢复连接后会自动发送。",
    offlineUnsaved: "没有网络连接。请不要关闭此页面，恢复连接后会自动发送。",
    unsaved: "此浏览器不保存对话：关闭页面后对话将消失。",
    gone: "此对话已结束，不再保存在此设备上。发送新消息将开始新的对话。",
    busy: "现在消息很多。您的内容没有丢失，我们会不断重试。",
    notLoaded: "聊天的部分内容无法加载。您可以继续输入，我们会不断重试。",
  },
  peek: { dismiss: "忽略" },
  announce: {
    message: "{name}: {text}",
    many: { other: "{n} 条新消息" },
    sent: "消息已发送",
    held: "消息尚未发送。请告诉我们如何联系您。",
    failed: "消息未发送",
    typing: "{name} 正在输入",
  },
};
