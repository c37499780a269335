/** What the contact form says, in Indonesian. */
import type { FormWords } from "./form-en.js";

export const formWords: FormWords = {
  name: "Cara menghubungi Anda",
  ask: {
    onlineOptional: "Terima kasih! Jika Anda meninggalkan alamat email, jawaban tetap sampai meskipun halaman ini Anda tutup.",
    onlineRequired:
      "Terima kasih! Sebelum kami kirim: ke mana jawaban dikirim jika Anda meninggalkan halaman ini? Pesan Anda dikirim bersama alamat itu.",
    awayOptional:
      "Terima kasih! Saat ini tidak ada orang di sini. Tinggalkan alamat email Anda, dan jawaban akan sampai kepada Anda.",
    awayRequired:
      "Terima kasih! Saat ini tidak ada orang di sini. Ke mana jawaban dikirim? Pesan Anda dikirim bersama alamat itu.",
  },
  askHere: {
    onlineOptional: "Terima kasih! Boleh kami tahu dengan siapa kami berbicara? Kami akan menjawab di sini, di chat ini.",
    onlineRequired: "Terima kasih! Sebelum kami kirim, mohon perkenalkan diri Anda. Kami akan menjawab di sini, di chat ini.",
    awayOptional:
      "Terima kasih! Saat ini tidak ada orang di sini. Boleh kami tahu dengan siapa kami berbicara? Kami akan menjawab di sini, di chat ini.",
    awayRequired:
      "Terima kasih! Saat ini tidak ada orang di sini. Mohon perkenalkan diri Anda: pesan Anda dikirim bersamanya, dan kami akan menjawab di sini.",
  },
  change: "Apa yang ingin diubah?",
  fields: { email: "Email", name: "Nama", phone: "Telepon" },
  optional: "(opsional)",
  send: "Kirim pesan",
  sendAll: "Kirim semua pesan",
  save: "Simpan",
  sending: "Mengirim…",
  skip: "Lewati",
  cancel: "Batal",
  privacy: "Privasi",
  useAddress: "Gunakan {email} untuk balasan?",
  didYouMean: "Apakah maksud Anda {email}?",
  own: {
    empty: "Mohon jawab ini.",
    number: "Mohon isi dengan angka.",
    url: "Ini tidak tampak seperti alamat web. Contoh: https://example.com",
  },
  fault: {
    email: {
      empty: "Silakan isi alamat email Anda.",
      malformed: "Alamat email ini sepertinya belum benar. Contoh: ana@example.com",
      refused: "Alamat ini tidak diterima. Silakan coba alamat lain.",
    },
    name: {
      empty: "Silakan isi nama Anda.",
      malformed: "Tulis dalam satu baris, paling banyak 200 karakter.",
      refused: "Nama ini tidak diterima. Silakan coba nama lain.",
    },
    phone: {
      empty: "Silakan isi nomor telepon Anda.",
      malformed: "Nomor telepon ini sepertinya belum benar. Contoh: +62 812-3456-7890",
      refused: "Nomor ini tidak diterima. Silakan coba nomor lain.",
    },
  },
  trouble: {
    "no-answer": "Tidak ada koneksi. Tidak ada yang hilang: silakan coba beberapa saat lagi.",
    busy: "Sedang banyak pesan yang masuk. Tidak ada yang hilang: silakan coba lagi sebentar lagi.",
    refused: "Data ini tidak diterima. Tidak ada yang hilang: silakan periksa dan coba lagi.",
  },
  folded: "Tinggalkan alamat email untuk menerima jawaban di sana",
  foldedHere: "Perkenalkan diri Anda",
};
