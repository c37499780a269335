/** What is seldom said, in Turkish. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Sesler",
    transcript: "Görüşmeyi indir",
    dossier: "Verilerimi indir",
    json: "Verilerim (JSON)",
    erase: "Görüşmemi sil",
  },
  erase: {
    title: "Bu görüşme silinsin mi?",
    text: "Tüm mesajlar ve kendiniz hakkında bize söyledikleriniz kalıcı olarak silinir: burada ve bizim tarafımızda.",
    yes: "Kalıcı olarak sil",
    no: "Sakla",
    doing: "Siliniyor…",
    failed: "Hiçbir şey silinmedi: bize ulaşılamadı. Lütfen birazdan yeniden deneyin.",
  },
  transcript: {
    title: "{site} ile görüşme",
    saved: "Kaydedildi: {date}",
    failed: "Görüşmenin tamamı yüklenemedi. Lütfen birazdan yeniden deneyin.",
  },
  rating: {
    ask: "Nasıl geçti?",
    good: "İyi",
    bad: "İyi değil",
    comment: "Teşekkürler! Daha fazlasını anlatmak ister misiniz?",
    send: "Gönder",
    thanks: "Bize söylediğiniz için teşekkürler!",
    failed: "Gönderilemedi. Lütfen birazdan yeniden deneyin.",
  },
};
