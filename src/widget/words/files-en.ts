/** What is said of files, in English: comes with attachments.tsx, and types the other languages. */
export const filesEn = {
  tray: {
    label: "Files to send",
    remove: "Remove {name}",
    large: "{name} is too large: a file may have up to {limit}.",
    kind: "{name} cannot be sent here. Accepted: {kinds}.",
    empty: "{name} is empty.",
    many: "Up to {limit} files fit into one message.",
    drop: "Drop files here",
  },
  kinds: { picture: "pictures", document: "documents", media: "sound and video" },
  card: {
    cancel: "Cancel",
    save: "Download {name}",
    failed: "The file could not be loaded. Please try again in a moment.",
  },
  refused: {
    kind: "A file of this kind is not accepted here.",
    large: "The file is too large.",
    quota: "That is more than can be sent in one day.",
    lost: "The file is no longer on this device. Please choose it again.",
  },
};

type In<Words> = { readonly [word in keyof Words]: Words[word] extends string ? string : In<Words[word]> };
export type FileWords = In<typeof filesEn>;
