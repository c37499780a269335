/** What the contact form says, in Turkish. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Size nasıl ulaşalım",
  ask: {
    onlineOptional: "Teşekkürler! E-posta adresinizi bırakırsanız yanıt, bu sayfayı kapatsanız bile size ulaşır.",
    onlineRequired:
      "Teşekkürler! Göndermeden önce: bu sayfadan ayrılırsanız yanıt nereye gitsin? Mesajınız bununla birlikte gönderilir.",
    awayOptional: "Teşekkürler! Şu anda burada kimse yok. E-posta adresinizi bırakın, yanıt size ulaşsın.",
    awayRequired: "Teşekkürler! Şu anda burada kimse yok. Yanıt nereye gitsin? Mesajınız bununla birlikte gönderilir.",
  },
  askHere: {
    onlineOptional: "Teşekkürler! Bize kim olduğunuzu söyler misiniz? Yanıt buraya, bu sohbete gelir.",
    onlineRequired: "Teşekkürler! Göndermeden önce lütfen bize kim olduğunuzu söyleyin. Yanıt buraya, bu sohbete gelir.",
    awayOptional: "Teşekkürler! Şu anda burada kimse yok. Bize kim olduğunuzu söyler misiniz? Yanıt buraya, bu sohbete gelir.",
    awayRequired:
      "Teşekkürler! Şu anda burada kimse yok. Lütfen bize kim olduğunuzu söyleyin: mesajınız bununla birlikte gönderilir, yanıt da buraya gelir.",
  },
  change: "Neyi değiştirelim?",
  fields: { email: "E-posta", name: "Ad", phone: "Telefon" },
  optional: "(isteğe bağlı)",
  send: "Mesajımı gönder",
  sendAll: "Mesajlarımı gönder",
  save: "Kaydet",
  sending: "Gönderiliyor…",
  skip: "Atla",
  cancel: "İptal",
  privacy: "Gizlilik",
  useAddress: "Yanıtlar {email} adresine gelsin mi?",
  didYouMean: "{email} mi demek istediniz?",
  own: {
    empty: "Lütfen bunu yanıtlayın.",
    number: "Lütfen bir sayı girin.",
    url: "Bu bir web adresine benzemiyor. Örnek: https://example.com",
  },
  fault: {
    email: {
      empty: "Lütfen e-posta adresinizi girin.",
      malformed: "Bu bir e-posta adresine benzemiyor. Örnek: ana@example.com",
      refused: "Bu adres kabul edilmedi. Lütfen başka bir adres deneyin.",
    },
    name: {
      empty: "Lütfen adınızı girin.",
      malformed: "Lütfen en fazla 200 karakterlik tek satır metin kullanın.",
      refused: "Bu ad kabul edilmedi. Lütfen başka bir ad deneyin.",
    },
    phone: {
      empty: "Lütfen telefon numaranızı girin.",
      malformed: "Bu bir telefon numarasına benzemiyor. Örnek: +90 532 123 45 67",
      refused: "Bu numara kabul edilmedi. Lütfen başka bir numara deneyin.",
    },
  },
  trouble: {
    "no-answer": "Bağlantı yok. Hiçbir şey kaybolmadı: lütfen birazdan yeniden deneyin.",
    busy: "Şu anda çok sayıda mesaj geliyor. Hiçbir şey kaybolmadı: lütfen birazdan yeniden deneyin.",
    refused: "Bu kabul edilmedi. Hiçbir şey kaybolmadı: lütfen kontrol edip yeniden deneyin.",
  },
  folded: "Yanıtı e-postayla almak için adresinizi bırakın",
  foldedHere: "Bize kim olduğunuzu söyleyin",
};
