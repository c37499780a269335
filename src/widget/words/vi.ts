/** Tiếng Việt. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-vi.js");
export const more = () => import("./more-vi.js");
export const files = () => import("./files-vi.js");

export const words: WordsWith<"other"> = {
  launcher: { open: "Mở khung chat", unread: { other: "Mở khung chat, {n} tin nhắn chưa đọc" } },
  panel: { chat: "Chat", menu: "Trình đơn", close: "Đóng khung chat", log: "Cuộc trò chuyện" },
  availability: {
    online: "Đang trực tuyến",
    minutes: "Đang trực tuyến · thường trả lời sau vài phút",
    hours: "Đang trực tuyến · thường trong vài giờ",
    day: "Đang trực tuyến · thường trong vòng một ngày",
    away: "Hiện vắng mặt · để lại lời nhắn, chúng tôi trả lời tại đây",
    awayByEmail: "Hiện vắng mặt · để lại lời nhắn, chúng tôi trả lời qua email",
  },
  empty: {
    online: "Xin chào! Bạn cứ hỏi bất cứ điều gì, nhân viên của chúng tôi sẽ trả lời.",
    away: "Xin chào! Hiện không có ai ở đây, nhưng tin nhắn của bạn sẽ được đọc.",
  },
  composer: {
    label: "Tin nhắn",
    attach: "Đính kèm tệp",
    emoji: "Biểu tượng cảm xúc",
    placeholder: "Viết tin nhắn…",
    more: "Viết thêm…",
    send: "Gửi",
    tooLong: "Tin nhắn dài hơn {limit} ký tự. Không có gì bị mất: vui lòng gửi thành hai phần.",
    refused: "Không thể gửi nguyên văn nội dung này: có những ký tự mà không hệ thống nào lưu được.",
  },
  state: {
    held: "Chưa gửi · hãy cho biết cách liên hệ với bạn",
    waiting: "Đang chờ kết nối",
    sending: "Đang gửi…",
    sent: "Đã gửi",
    seen: "Đã xem",
    failed: "Chưa gửi được.",
    expired: "Chưa gửi được: đã chờ hơn một tuần.",
    retry: "Thử lại",
    copy: "Sao chép",
    copied: "Đã sao chép",
    discard: "Xóa",
    byEmail: "qua email",
    edited: "đã sửa",
    deleted: "Tin nhắn đã bị xóa",
  },
  log: {
    new: "Mới",
    older: "Tin nhắn trước đó",
    latest: "Đến tin mới nhất",
    latestNew: { other: "{n} tin nhắn mới" },
    you: "Bạn",
    team: "Đội ngũ",
    assistant: "Trợ lý",
    closed: "Cuộc trò chuyện đã đóng. Khi bạn viết tiếp, nó sẽ mở lại.",
    typing: "{name} đang soạn tin…",
  },
  contact: {
    done: "Chúng tôi sẽ trả lời qua {email}",
    doneHere: "Cảm ơn bạn! Chúng tôi đã ghi lại {email}",
    changed: "Liên hệ: {email}",
    change: "Thay đổi",
  },
  banner: {
    offline: "Mất kết nối. Tin nhắn được giữ lại và sẽ gửi khi có mạng trở lại.",
    offlineUnsaved: "Mất kết nối. Hãy giữ trang này mở: tin nhắn sẽ được gửi khi có mạng trở lại.",
    unsaved: "Trình duyệt này không lưu cuộc trò chuyện: nó sẽ mất khi bạn đóng trang.",
    gone: "Cuộc trò chuyện này đã kết thúc và không còn trên thiết bị này. Tin nhắn mới sẽ bắt đầu cuộc trò chuyện mới.",
    busy: "Hiện có rất nhiều tin nhắn đang gửi đến. Không có gì bị mất; chúng tôi đang tiếp tục thử lại.",
    notLoaded: "Một phần của khung chat chưa tải được. Bạn vẫn có thể viết; chúng tôi đang tiếp tục thử lại.",
  },
  peek: { dismiss: "Ẩn" },
  announce: {
    message: "{name}: {text}",
    many: { other: "{n} tin nhắn mới" },
    sent: "Đã gửi tin nhắn",
    held: "Tin nhắn chưa được gửi. Hãy cho biết cách liên hệ với bạn.",
    failed: "Chưa gửi được tin nhắn",
    typing: "{name} đang soạn tin",
  },
};
