/** Türkçe. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-tr.js");
export const more = () => import("./more-tr.js");
export const files = () => import("./files-tr.js");

export const words: WordsWith<"one"> = {
  launcher: { open: "Sohbeti aç", unread: { one: "Sohbeti aç, {n} okunmamış mesaj", other: "Sohbeti aç, {n} okunmamış mesaj" } },
  panel: { chat: "Sohbet", menu: "Menü", close: "Sohbeti kapat", log: "Görüşme" },
  availability: {
    online: "Buradayız",
    minutes: "Buradayız · genellikle birkaç dakika içinde yanıtlarız",
    hours: "Buradayız · genellikle birkaç saat içinde",
    day: "Buradayız · genellikle bir gün içinde",
    away: "Şu an burada değiliz · mesaj bırakın, buradan yanıtlayalım",
    awayByEmail: "Şu an burada değiliz · mesaj bırakın, e-postayla yanıtlayalım",
  },
  empty: {
    online: "Merhaba! Bize dilediğinizi sorun, bir insan yanıtlayacak.",
    away: "Merhaba! Şu anda burada kimse yok, ama mesajınız okunacak.",
  },
  composer: {
    label: "Mesaj",
    attach: "Dosya ekle",
    emoji: "Emojiler",
    placeholder: "Mesaj yazın…",
    more: "Bir şey ekleyin…",
    send: "Gönder",
    tooLong: "Mesaj {limit} karakterden uzun. Hiçbir şey kaybolmadı: lütfen iki parça hâlinde gönderin.",
    refused: "Bu metin bu hâliyle gönderilemez: hiçbir sistemin saklamadığı karakterler içeriyor.",
  },
  state: {
    held: "Henüz gönderilmedi · size nasıl ulaşalım, yazın",
    waiting: "Bağlantı bekleniyor",
    sending: "Gönderiliyor…",
    sent: "Gönderildi",
    seen: "Görüldü",
    failed: "Gönderilmedi.",
    expired: "Gönderilmedi: bir haftadan uzun süre bekledi.",
    retry: "Yeniden dene",
    copy: "Kopyala",
    copied: "Kopyalandı",
    discard: "Kaldır",
    byEmail: "e-postayla",
    edited: "düzenlendi",
    deleted: "Mesaj kaldırıldı",
  },
  log: {
    new: "Yeni",
    older: "Önceki mesajlar",
    latest: "En yeniye git",
    latestNew: { one: "{n} yeni mesaj", other: "{n} yeni mesaj" },
    you: "Siz",
    team: "Ekip",
    assistant: "Asistan",
    closed: "Görüşme kapatıldı. Yazarsanız yeniden açılır.",
    typing: "{name} yazıyor…",
  },
  contact: {
    done: "Yanıtı {email} adresine göndereceğiz",
    doneHere: "Teşekkürler! {email} adresini not ettik",
    changed: "İletişim: {email}",
    change: "Değiştir",
  },
  banner: {
    offline: "Bağlantı yok. Mesajlar saklanıyor, yeniden çevrimiçi olduğunuzda gönderilecek.",
    offlineUnsaved: "Bağlantı yok. Bu sayfayı açık tutun: mesajlar yeniden çevrimiçi olduğunuzda gönderilecek.",
    unsaved: "Bu tarayıcı görüşmeyi saklamıyor: sayfayı kapattığınızda silinir.",
    gone: "Bu görüşme sona erdi ve artık bu cihazda değil. Yeni bir mesaj yeni bir görüşme başlatır.",
    busy: "Şu anda çok sayıda mesaj geliyor. Hiçbir şey kaybolmadı; denemeye devam ediyoruz.",
    notLoaded: "Sohbetin bir bölümü yüklenemedi. Yazabilirsiniz; denemeye devam ediyoruz.",
  },
  peek: { dismiss: "Kapat" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} yeni mesaj", other: "{n} yeni mesaj" },
    sent: "Mesaj gönderildi",
    held: "Mesaj henüz gönderilmedi. Size nasıl ulaşabileceğimizi yazın.",
    failed: "Mesaj gönderilmedi",
    typing: "{name} yazıyor",
  },
};
