/** What the contact form says, in Korean. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "연락받으실 곳",
  ask: {
    onlineOptional: "감사합니다! 이메일을 남겨 주시면 이 페이지를 닫으셔도 답변을 받아 보실 수 있어요.",
    onlineRequired:
      "감사합니다! 보내기 전에 여쭤볼게요. 이 페이지를 떠나시면 답변을 어디로 보내 드릴까요? 메시지도 함께 보낼게요.",
    awayOptional: "감사합니다! 지금은 자리에 아무도 없어요. 이메일을 남겨 주시면 그쪽으로 답변드릴게요.",
    awayRequired: "감사합니다! 지금은 자리에 아무도 없어요. 답변을 어디로 보내 드릴까요? 메시지도 함께 보낼게요.",
  },
  askHere: {
    onlineOptional: "감사합니다! 어떤 분이신지 알려 주시겠어요? 답변은 여기, 이 채팅으로 드릴게요.",
    onlineRequired: "감사합니다! 보내기 전에 어떤 분이신지 알려 주세요. 답변은 여기, 이 채팅으로 드릴게요.",
    awayOptional: "감사합니다! 지금은 자리에 아무도 없어요. 어떤 분이신지 알려 주시겠어요? 답변은 여기, 이 채팅으로 드릴게요.",
    awayRequired:
      "감사합니다! 지금은 자리에 아무도 없어요. 어떤 분이신지 알려 주시면 메시지를 함께 보내고, 답변은 여기로 드릴게요.",
  },
  change: "무엇을 바꿀까요?",
  fields: { email: "이메일", name: "이름", phone: "전화번호" },
  optional: "(선택)",
  send: "메시지 보내기",
  sendAll: "메시지 모두 보내기",
  save: "저장",
  sending: "보내는 중…",
  skip: "건너뛰기",
  cancel: "취소",
  privacy: "개인정보 보호",
  useAddress: "답변을 {email}(으)로 받으시겠어요?",
  didYouMean: "혹시 {email} 주소인가요?",
  own: {
    empty: "답변을 입력해 주세요.",
    number: "숫자를 입력해 주세요.",
    url: "웹 주소가 아닌 것 같습니다. 예: https://example.com",
  },
  fault: {
    email: {
      empty: "이메일 주소를 입력해 주세요.",
      malformed: "이메일 주소가 아닌 것 같아요. 예: ana@example.com",
      refused: "사용할 수 없는 주소예요. 다른 주소를 입력해 주세요.",
    },
    name: {
      empty: "이름을 입력해 주세요.",
      malformed: "한 줄로, 200자까지 입력해 주세요.",
      refused: "사용할 수 없는 이름이에요. 다른 이름을 입력해 주세요.",
    },
    phone: {
      empty: "전화번호를 입력해 주세요.",
      malformed: "전화번호가 아닌 것 같아요. 예: +82 10-1234-5678",
      refused: "사용할 수 없는 번호예요. 다른 번호를 입력해 주세요.",
    },
  },
  trouble: {
    "no-answer": "연결이 끊겼어요. 지워진 내용은 없으니 잠시 후 다시 시도해 주세요.",
    busy: "지금 많은 메시지가 들어오고 있습니다. 사라진 내용은 없습니다. 잠시 후 다시 시도해 주세요.",
    refused: "입력하신 내용이 접수되지 않았어요. 지워진 내용은 없으니 확인하고 다시 시도해 주세요.",
  },
  folded: "답변받을 이메일 남기기",
  foldedHere: "어떤 분이신지 알려 주세요",
};
