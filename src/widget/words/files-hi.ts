/** What is said of files, in Hindi. */
import type { FileWords } from "./files-en.js";

export const fileWords: FileWords = {
  tray: {
    label: "भेजी जाने वाली फ़ाइलें",
    remove: "{name} हटाएँ",
    large: "{name} बहुत बड़ी है: एक फ़ाइल अधिकतम {limit} की हो सकती है।",
    kind: "{name} यहाँ नहीं भेजी जा सकती। स्वीकार्य: {kinds}।",
    empty: "{name} खाली है।",
    many: "एक संदेश में अधिकतम {limit} फ़ाइलें आ सकती हैं।",
    drop: "फ़ाइलें यहाँ छोड़ें",
  },
  kinds: { picture: "तस्वीरें", document: "दस्तावेज़", media: "ऑडियो और वीडियो" },
  card: {
    cancel: "रद्द करें",
    save: "{name} डाउनलोड करें",
    failed: "फ़ाइल लोड नहीं हो सकी। कृपया थोड़ी देर में फिर कोशिश करें।",
  },
  refused: {
    kind: "इस प्रकार की फ़ाइल यहाँ स्वीकार नहीं की जाती।",
    large: "फ़ाइल बहुत बड़ी है।",
    quota: "यह एक दिन में भेजी जा सकने वाली मात्रा से अधिक है।",
    lost: "फ़ाइल अब इस डिवाइस पर नहीं है। कृपया उसे फिर से चुनें।",
  },
};
