/** Bahasa Indonesia. */
import type { WordsWith } from "./en.js";

export const form = () => import("./form-id.js");
export const more = () => import("./more-id.js");
export const files = () => import("./files-id.js");

export const words: WordsWith<"other"> = {
  launcher: { open: "Buka chat", unread: { other: "Buka chat, {n} pesan belum dibaca" } },
  panel: { chat: "Chat", menu: "Menu", close: "Tutup chat", log: "Percakapan" },
  availability: {
    online: "Kami di sini",
    minutes: "Kami di sini · biasanya membalas dalam beberapa menit",
    hours: "Kami di sini · biasanya dalam beberapa jam",
    day: "Kami di sini · biasanya dalam satu hari",
    away: "Sedang tidak di tempat · tulis pesan, kami balas di sini",
    awayByEmail: "Sedang tidak di tempat · tulis pesan, kami balas lewat email",
  },
  empty: {
    online: "Halo! Silakan tanya apa saja, Anda akan dijawab langsung oleh tim kami.",
    away: "Halo! Saat ini tidak ada orang di sini, tetapi pesan Anda akan dibaca.",
  },
  composer: {
    label: "Pesan",
    attach: "Lampirkan file",
    emoji: "Emoji",
    placeholder: "Tulis pesan…",
    more: "Tambahkan sesuatu…",
    send: "Kirim",
    tooLong: "Pesan ini lebih dari {limit} karakter. Tidak ada yang hilang: silakan kirim dalam dua bagian.",
    refused: "Teks ini tidak dapat dikirim apa adanya: ada karakter yang tidak dapat disimpan sistem mana pun.",
  },
  state: {
    held: "Belum terkirim · beri tahu kami cara menghubungi Anda",
    waiting: "Menunggu koneksi",
    sending: "Mengirim…",
    sent: "Terkirim",
    seen: "Dibaca",
    failed: "Tidak terkirim.",
    expired: "Tidak terkirim: sudah menunggu lebih dari seminggu.",
    retry: "Coba lagi",
    copy: "Salin",
    copied: "Disalin",
    discard: "Hapus",
    byEmail: "lewat email",
    edited: "diedit",
    deleted: "Pesan dihapus",
  },
  log: {
    new: "Baru",
    older: "Pesan sebelumnya",
    latest: "Ke pesan terbaru",
    latestNew: { other: "{n} pesan baru" },
    you: "Anda",
    team: "Tim",
    assistant: "Asisten",
    closed: "Percakapan telah ditutup. Tulis pesan untuk membukanya kembali.",
    typing: "{name} sedang mengetik…",
  },
  contact: {
    done: "Kami akan membalas ke {email}",
    doneHere: "Terima kasih! Sudah kami catat: {email}",
    changed: "Kontak: {email}",
    change: "Ubah",
  },
  banner: {
    offline: "Tidak ada koneksi. Pesan tersimpan dan akan dikirim begitu koneksi kembali.",
    offlineUnsaved: "Tidak ada koneksi. Biarkan halaman ini terbuka: pesan akan dikirim begitu koneksi kembali.",
    unsaved: "Browser ini tidak menyimpan percakapan: percakapan akan hilang saat halaman ditutup.",
    gone: "Percakapan ini telah berakhir dan tidak ada lagi di perangkat ini. Pesan baru akan memulai percakapan baru.",
    busy: "Sedang banyak pesan yang masuk. Tidak ada yang hilang; kami terus mencoba.",
    notLoaded: "Sebagian chat tidak dapat dimuat. Anda tetap bisa menulis; kami terus mencoba.",
  },
  peek: { dismiss: "Tutup" },
  announce: {
    message: "{name}: {text}",
    many: { other: "{n} pesan baru" },
    sent: "Pesan terkirim",
    held: "Pesan belum terkirim. Beri tahu kami cara menghubungi Anda.",
    failed: "Pesan tidak terkirim",
    typing: "{name} sedang mengetik",
  },
};
