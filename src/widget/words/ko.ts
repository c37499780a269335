/** 한국어. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-ko.js");
export const more = () => import("./more-ko.js");
export const files = () => import("./files-ko.js");

export const words: WordsWith<"other"> = {
  launcher: { open: "채팅 열기", unread: { other: "채팅 열기, 읽지 않은 메시지 {n}개" } },
  panel: { chat: "채팅", menu: "메뉴", close: "채팅 닫기", log: "대화" },
  availability: {
    online: "지금 상담할 수 있어요",
    minutes: "지금 상담할 수 있어요 · 보통 몇 분 안에 답변해요",
    hours: "지금 상담할 수 있어요 · 보통 몇 시간 안에 답변",
    day: "지금 상담할 수 있어요 · 보통 하루 안에 답변",
    away: "지금은 자리에 없어요 · 메시지를 남기시면 여기로 답변드릴게요",
    awayByEmail: "지금은 자리에 없어요 · 메시지를 남기시면 이메일로 답변드릴게요",
  },
  empty: {
    online: "안녕하세요! 무엇이든 물어보세요. 담당자가 직접 답변해 드려요.",
    away: "안녕하세요! 지금은 자리에 아무도 없지만, 남겨 주신 메시지는 꼭 읽을게요.",
  },
  composer: {
    label: "메시지",
    attach: "파일 첨부",
    emoji: "이모지",
    placeholder: "메시지를 입력하세요…",
    more: "더 남길 말을 입력하세요…",
    send: "보내기",
    tooLong: "{limit}자를 넘었어요. 지워진 내용은 없으니 둘로 나누어 보내 주세요.",
    refused: "이 글은 이대로 보낼 수 없어요. 어떤 시스템에도 저장되지 않는 문자가 들어 있어요.",
  },
  state: {
    held: "아직 보내지 않음 · 연락처를 알려 주세요",
    waiting: "연결을 기다리는 중",
    sending: "보내는 중…",
    sent: "보냄",
    seen: "읽음",
    failed: "보내지 못했어요.",
    expired: "일주일 넘게 기다렸지만 보내지 못했어요.",
    retry: "다시 보내기",
    copy: "복사",
    copied: "복사했어요",
    discard: "삭제",
    byEmail: "이메일로",
    edited: "수정됨",
    deleted: "삭제된 메시지",
  },
  log: {
    new: "새 메시지",
    older: "이전 메시지",
    latest: "최신 메시지로",
    latestNew: { other: "새 메시지 {n}개" },
    you: "나",
    team: "담당팀",
    assistant: "도우미",
    closed: "대화가 종료되었어요. 메시지를 보내면 다시 열려요.",
    typing: "{name}님이 입력 중…",
  },
  contact: {
    done: "{email} 주소로 답변드릴게요",
    doneHere: "감사합니다! 잘 적어 두었어요: {email}",
    changed: "연락처: {email}",
    change: "변경",
  },
  banner: {
    offline: "연결이 끊겼어요. 메시지는 보관했다가 다시 연결되면 보내 드려요.",
    offlineUnsaved: "연결이 끊겼어요. 이 페이지를 열어 두시면 다시 연결될 때 메시지를 보내 드려요.",
    unsaved: "이 브라우저는 대화를 저장하지 않아요. 페이지를 닫으면 대화가 사라져요.",
    gone: "이 대화는 끝났고 이 기기에 더 이상 남아 있지 않아요. 새 메시지를 보내면 새 대화가 시작돼요.",
    busy: "지금 많은 메시지가 들어오고 있어요. 사라진 내용은 없고, 계속 다시 시도하고 있어요.",
    notLoaded: "채팅 일부를 불러오지 못했어요. 메시지는 입력할 수 있고, 계속 다시 시도하고 있어요.",
  },
  peek: { dismiss: "닫기" },
  announce: {
    message: "{name}: {text}",
    many: { other: "새 메시지 {n}개" },
    sent: "메시지를 보냈어요",
    held: "메시지를 아직 보내지 않았어요. 연락처를 알려 주세요.",
    failed: "메시지를 보내지 못했어요",
    typing: "{name}님이 입력 중",
  },
};
