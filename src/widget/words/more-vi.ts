/** What is seldom said, in Vietnamese. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Âm thanh",
    transcript: "Tải cuộc trò chuyện xuống",
    dossier: "Tải dữ liệu của tôi",
    json: "Dữ liệu của tôi dạng JSON",
    erase: "Xóa cuộc trò chuyện của tôi",
  },
  erase: {
    title: "Xóa cuộc trò chuyện này?",
    text: "Mọi tin nhắn và những gì bạn đã cho chúng tôi biết về mình sẽ bị xóa vĩnh viễn: ở đây và ở phía chúng tôi.",
    yes: "Xóa vĩnh viễn",
    no: "Giữ lại",
    doing: "Đang xóa…",
    failed: "Chưa có gì bị xóa: không thể kết nối với chúng tôi. Vui lòng thử lại sau giây lát.",
  },
  transcript: {
    title: "Cuộc trò chuyện với {site}",
    saved: "Đã lưu vào {date}",
    failed: "Không thể tải toàn bộ cuộc trò chuyện. Vui lòng thử lại sau giây lát.",
  },
  rating: {
    ask: "Mọi việc thế nào?",
    good: "Tốt",
    bad: "Chưa tốt",
    comment: "Cảm ơn bạn! Bạn có muốn cho chúng tôi biết thêm không?",
    send: "Gửi",
    thanks: "Cảm ơn bạn đã cho chúng tôi biết!",
    failed: "Không thể gửi. Vui lòng thử lại sau giây lát.",
  },
};
