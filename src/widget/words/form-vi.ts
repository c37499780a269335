/** What the contact form says, in Vietnamese. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Cách liên hệ với bạn",
  ask: {
    onlineOptional: "Cảm ơn bạn! Nếu bạn để lại email, câu trả lời sẽ đến với bạn ngay cả khi bạn đóng trang này.",
    onlineRequired:
      "Cảm ơn bạn! Trước khi gửi: nếu bạn rời trang này thì chúng tôi gửi câu trả lời về đâu? Tin nhắn của bạn sẽ được gửi cùng địa chỉ đó.",
    awayOptional: "Cảm ơn bạn! Hiện không có ai ở đây. Hãy để lại email và câu trả lời sẽ đến với bạn.",
    awayRequired:
      "Cảm ơn bạn! Hiện không có ai ở đây. Chúng tôi nên gửi câu trả lời về đâu? Tin nhắn của bạn sẽ được gửi cùng địa chỉ đó.",
  },
  askHere: {
    onlineOptional: "Cảm ơn bạn! Bạn cho chúng tôi biết bạn là ai nhé? Câu trả lời sẽ đến ngay tại khung chat này.",
    onlineRequired:
      "Cảm ơn bạn! Trước khi gửi, vui lòng cho chúng tôi biết bạn là ai. Câu trả lời sẽ đến ngay tại khung chat này.",
    awayOptional:
      "Cảm ơn bạn! Hiện không có ai ở đây. Bạn cho chúng tôi biết bạn là ai nhé? Câu trả lời sẽ đến ngay tại khung chat này.",
    awayRequired:
      "Cảm ơn bạn! Hiện không có ai ở đây. Vui lòng cho chúng tôi biết bạn là ai: tin nhắn của bạn sẽ được gửi cùng thông tin đó và câu trả lời sẽ đến tại đây.",
  },
  change: "Bạn muốn thay đổi gì?",
  fields: { email: "Email", name: "Tên", phone: "Điện thoại" },
  optional: "(không bắt buộc)",
  send: "Gửi tin nhắn",
  sendAll: "Gửi tất cả tin nhắn",
  save: "Lưu",
  sending: "Đang gửi…",
  skip: "Bỏ qua",
  cancel: "Hủy",
  privacy: "Quyền riêng tư",
  useAddress: "Dùng {email} để nhận trả lời?",
  didYouMean: "Có phải ý bạn là {email}?",
  own: {
    empty: "Vui lòng trả lời mục này.",
    number: "Vui lòng nhập một số.",
    url: "Đây không giống địa chỉ web. Ví dụ: https://example.com",
  },
  fault: {
    email: {
      empty: "Vui lòng nhập địa chỉ email.",
      malformed: "Địa chỉ email này có vẻ chưa đúng. Ví dụ: ana@example.com",
      refused: "Địa chỉ này không được chấp nhận. Vui lòng thử địa chỉ khác.",
    },
    name: {
      empty: "Vui lòng nhập tên.",
      malformed: "Vui lòng viết trên một dòng, tối đa 200 ký tự.",
      refused: "Tên này không được chấp nhận. Vui lòng thử tên khác.",
    },
    phone: {
      empty: "Vui lòng nhập số điện thoại.",
      malformed: "Số điện thoại này có vẻ chưa đúng. Ví dụ: +84 91 234 56 78",
      refused: "Số này không được chấp nhận. Vui lòng thử số khác.",
    },
  },
  trouble: {
    "no-answer": "Mất kết nối. Không có gì bị mất: vui lòng thử lại sau giây lát.",
    busy: "Hiện có rất nhiều tin nhắn đang gửi đến. Không có gì bị mất: vui lòng thử lại sau giây lát.",
    refused: "Thông tin này không được chấp nhận. Không có gì bị mất: vui lòng kiểm tra và thử lại.",
  },
  folded: "Để lại email để nhận câu trả lời tại đó",
  foldedHere: "Cho chúng tôi biết bạn là ai",
};
