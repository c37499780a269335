/** What is said of files, in Vietnamese. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Tệp sẽ gửi",
    remove: "Bỏ {name}",
    large: "{name} quá lớn: mỗi tệp tối đa {limit}.",
    kind: "Không thể gửi {name} tại đây. Chấp nhận: {kinds}.",
    empty: "{name} trống.",
    many: "Một tin nhắn chứa được tối đa {limit} tệp.",
    drop: "Thả tệp vào đây",
  },
  kinds: { picture: "hình ảnh", document: "tài liệu", media: "âm thanh và video" },
  card: {
    cancel: "Hủy",
    save: "Tải xuống {name}",
    failed: "Không tải được tệp. Vui lòng thử lại sau giây lát.",
  },
  refused: {
    kind: "Loại tệp này không được chấp nhận tại đây.",
    large: "Tệp quá lớn.",
    quota: "Số lượng này vượt quá mức có thể gửi trong một ngày.",
    lost: "Tệp không còn trên thiết bị này. Vui lòng chọn lại.",
  },
};
