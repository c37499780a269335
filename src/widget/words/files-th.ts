/** What is said of files, in Thai. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "ไฟล์ที่จะส่ง",
    remove: "นำ {name} ออก",
    large: "{name} ใหญ่เกินไป แต่ละไฟล์มีขนาดได้ไม่เกิน {limit}",
    kind: "ส่ง {name} ที่นี่ไม่ได้ ที่รับคือ {kinds}",
    empty: "{name} เป็นไฟล์ว่าง",
    many: "หนึ่งข้อความแนบได้ไม่เกิน {limit} ไฟล์",
    drop: "วางไฟล์ที่นี่",
  },
  kinds: { picture: "รูปภาพ", document: "เอกสาร", media: "เสียงและวิดีโอ" },
  card: {
    cancel: "ยกเลิก",
    save: "ดาวน์โหลด {name}",
    failed: "โหลดไฟล์ไม่สำเร็จ โปรดลองอีกครั้งในอีกสักครู่",
  },
  refused: {
    kind: "ที่นี่ไม่รับไฟล์ประเภทนี้",
    large: "ไฟล์ใหญ่เกินไป",
    quota: "เกินจำนวนที่ส่งได้ในหนึ่งวัน",
    lost: "ไฟล์ไม่อยู่ในอุปกรณ์นี้แล้ว โปรดเลือกอีกครั้ง",
  },
};
