/** What is said of files, in Turkish. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "Gönderilecek dosyalar",
    remove: "{name} dosyasını çıkar",
    large: "{name} çok büyük: bir dosya en fazla {limit} olabilir.",
    kind: "{name} buraya gönderilemez. Kabul edilenler: {kinds}.",
    empty: "{name} boş.",
    many: "Bir mesaja en fazla {limit} dosya sığar.",
    drop: "Dosyaları buraya bırakın",
  },
  kinds: { picture: "görseller", document: "belgeler", media: "ses ve video" },
  card: {
    cancel: "İptal",
    save: "{name} dosyasını indir",
    failed: "Dosya yüklenemedi. Lütfen birazdan tekrar deneyin.",
  },
  refused: {
    kind: "Bu tür dosyalar burada kabul edilmiyor.",
    large: "Dosya çok büyük.",
    quota: "Bu, bir günde gönderilebilecek miktardan fazla.",
    lost: "Dosya artık bu cihazda değil. Lütfen yeniden seçin.",
  },
};
