/** What is said of files, in Korean. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "보낼 파일",
    remove: "{name} 제거",
    large: "{name} 파일이 너무 큽니다. 파일 하나는 최대 {limit}까지 보낼 수 있습니다.",
    kind: "{name} 파일은 여기로 보낼 수 없습니다. 보낼 수 있는 것: {kinds}.",
    empty: "{name} 파일이 비어 있습니다.",
    many: "한 메시지에는 파일을 최대 {limit}개까지 담을 수 있습니다.",
    drop: "여기에 파일을 놓으세요",
  },
  kinds: { picture: "사진", document: "문서", media: "소리와 동영상" },
  card: {
    cancel: "취소",
    save: "{name} 다운로드",
    failed: "파일을 불러오지 못했습니다. 잠시 후 다시 시도해 주세요.",
  },
  refused: {
    kind: "이 종류의 파일은 받지 않습니다.",
    large: "파일이 너무 큽니다.",
    quota: "하루에 보낼 수 있는 양을 넘었습니다.",
    lost: "파일이 더 이상 이 기기에 없습니다. 다시 선택해 주세요.",
  },
};
