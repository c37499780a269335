/** What is said of files, in Indonesian. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "File yang akan dikirim",
    remove: "Hapus {name}",
    large: "{name} terlalu besar: satu file paling besar {limit}.",
    kind: "{name} tidak dapat dikirim di sini. Yang diterima: {kinds}.",
    empty: "{name} kosong.",
    many: "Satu pesan memuat paling banyak {limit} file.",
    drop: "Letakkan file di sini",
  },
  kinds: { picture: "gambar", document: "dokumen", media: "suara dan video" },
  card: {
    cancel: "Batal",
    save: "Unduh {name}",
    failed: "File tidak dapat dimuat. Silakan coba lagi sebentar lagi.",
  },
  refused: {
    kind: "Jenis file ini tidak diterima di sini.",
    large: "File terlalu besar.",
    quota: "Itu melebihi yang dapat dikirim dalam satu hari.",
    lost: "File sudah tidak ada di perangkat ini. Silakan pilih lagi.",
  },
};
