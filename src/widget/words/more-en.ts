/** What is seldom said, in English: comes with more.tsx, and types the other languages. */
export const moreEn = {
  menu: {
    sounds: "Sounds",
    transcript: "Download transcript",
    dossier: "Download my data",
    json: "My data as JSON",
    erase: "Delete my conversation",
  },
  erase: {
    title: "Delete this conversation?",
    text: "All messages, and what you told us about yourself, are deleted for good: here and on our side.",
    yes: "Delete for good",
    no: "Keep it",
    doing: "Deleting…",
    failed: "Nothing was deleted: we could not be reached. Please try again in a moment.",
  },
  transcript: {
    title: "Conversation with {site}",
    saved: "Saved on {date}",
    failed: "The conversation could not be loaded in full. Please try again in a moment.",
  },
  rating: {
    ask: "How did it go?",
    good: "Good",
    bad: "Not good",
    comment: "Thank you! Would you like to tell us more?",
    send: "Send",
    thanks: "Thank you for telling us!",
    failed: "That could not be sent. Please try again in a moment.",
  },
};

type In<Words> = { readonly [word in keyof Words]: Words[word] extends string ? string : In<Words[word]> };
export type MoreWords = In<typeof moreEn>;
