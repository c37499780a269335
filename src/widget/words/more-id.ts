/** What is seldom said, in Indonesian. */
import type { MoreWords } from "./more-en.js";

export const moreWords: MoreWords = {
  menu: {
    sounds: "Suara",
    transcript: "Unduh percakapan",
    dossier: "Unduh data saya",
    json: "Data saya dalam JSON",
    erase: "Hapus percakapan saya",
  },
  erase: {
    title: "Hapus percakapan ini?",
    text: "Semua pesan, dan yang Anda ceritakan tentang diri Anda, dihapus selamanya: di sini dan di pihak kami.",
    yes: "Hapus selamanya",
    no: "Simpan",
    doing: "Menghapus…",
    failed: "Tidak ada yang dihapus: kami tidak dapat dihubungi. Silakan coba lagi sebentar lagi.",
  },
  transcript: {
    title: "Percakapan dengan {site}",
    saved: "Disimpan pada {date}",
    failed: "Percakapan tidak dapat dimuat seluruhnya. Silakan coba lagi sebentar lagi.",
  },
  rating: {
    ask: "Bagaimana hasilnya?",
    good: "Baik",
    bad: "Kurang baik",
    comment: "Terima kasih! Ingin bercerita lebih banyak?",
    send: "Kirim",
    thanks: "Terima kasih sudah memberi tahu kami!",
    failed: "Tidak dapat dikirim. Silakan coba lagi sebentar lagi.",
  },
};
