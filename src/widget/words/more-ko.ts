/** What is seldom said, in Korean. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "소리",
    transcript: "대화 내려받기",
    dossier: "내 데이터 내려받기",
    json: "내 데이터(JSON)",
    erase: "내 대화 삭제",
  },
  erase: {
    title: "이 대화를 삭제할까요?",
    text: "모든 메시지와 알려 주신 정보가 이 기기와 저희 쪽에서 완전히 삭제됩니다.",
    yes: "완전히 삭제",
    no: "그대로 두기",
    doing: "삭제하는 중…",
    failed: "아무것도 삭제되지 않았습니다. 연결할 수 없었습니다. 잠시 후 다시 시도해 주세요.",
  },
  transcript: {
    title: "{site}와의 대화",
    saved: "저장: {date}",
    failed: "대화를 전부 불러오지 못했습니다. 잠시 후 다시 시도해 주세요.",
  },
  rating: {
    ask: "상담은 어떠셨나요?",
    good: "좋았어요",
    bad: "아쉬웠어요",
    comment: "감사합니다! 더 들려주시겠어요?",
    send: "보내기",
    thanks: "알려 주셔서 감사합니다!",
    failed: "보내지 못했습니다. 잠시 후 다시 시도해 주세요.",
  },
};
