/** Vietnamese. */
import type { WordsWith } from "./en.js";

export const words: WordsWith<"other"> = {
  lang: "vi",
  subject: (site) => `Cuộc trò chuyện của bạn với ${site}`,
  agentAt: (agent, site) => `${agent} từ ${site}`,
  wrote: (who) => `${who} viết:`,
  preheader: (site) => `Cuộc trò chuyện của bạn với ${site}, để lưu lại.`,
  you: "Bạn",
  assistant: "Trợ lý",
  earlier: "Trước đó trong cuộc trò chuyện này",
  conversation: "Cuộc trò chuyện",
  continue: "Tiếp tục trò chuyện",
  simplyReply: "Bạn chỉ cần trả lời email này.",
  answerAbove: "viết câu trả lời của bạn phía trên dòng này",
  file: (name) => `Tệp đính kèm: ${name}`,
  cut: { other: (n) => `Còn ${n} tin nhắn nữa trong cuộc trò chuyện.` },
  readOn: "Phần còn lại có trong cuộc trò chuyện.",
  why: (site) => `Bạn nhận được email này vì bạn đã nhắn tin cho ${site} qua khung chat trên trang web của họ.`,
  out: "Không nhận thêm email như thế này",
  toAgent: {
    subject: (site, reference) => `Một khách truy cập nhắn tin cho ${site} (${reference})`,
    continue: "Mở trong bảng điều khiển",
    simplyReply: "Bạn chỉ cần trả lời email này: khách truy cập sẽ nhận được câu trả lời mang tên bạn.",
    readOn: "Phần còn lại có trong bảng điều khiển.",
    why: (site) => `Bạn nhận được email này vì bạn trả lời cho ${site} và chưa ai xem tin nhắn này.`,
    out: "Chọn những gì được gửi qua email cho bạn, trong menu tài khoản ở bảng điều khiển",
  },
  signIn: {
    subject: (site) => `Đăng nhập vào ${site}`,
    hello: (name) => `Xin chào ${name},`,
    link: (site) =>
      `liên kết này giúp bạn đăng nhập vào các cuộc trò chuyện của ${site}. Liên kết dùng được một lần, trong 15 phút:`,
    unasked: "Nếu bạn không yêu cầu, không có gì xảy ra và bạn không cần làm gì.",
  },
  via: (visitor, site) => `${visitor} qua ${site}`,
  visitor: "Một khách truy cập",
  wayOut: {
    title: "Hủy đăng ký",
    ask: (site) => `Ngừng gửi câu trả lời từ ${site} đến địa chỉ này?`,
    button: "Hủy đăng ký",
    done: (site) => `Đã xong. Câu trả lời từ ${site} sẽ không được gửi đến địa chỉ này nữa. Cuộc trò chuyện vẫn còn đó.`,
    again: "Gửi lại câu trả lời cho tôi",
  },
  nothing: { title: "Không tìm thấy", text: "Không có gì tại địa chỉ này." },
};
