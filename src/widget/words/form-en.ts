/** What the contact form says, in English: comes with the form, and types the other languages. */
export const formEn = {
  name: "How to reach you",
  /** By what was promised, the rule, and whether an answer is forwarded by e-mail. */
  ask: {
    onlineOptional: "Thanks! If you leave your e-mail, the answer finds you even when you close this page.",
    onlineRequired: "Thanks! Before we send it: where may the answer go if you leave this page? Your message is sent with it.",
    awayOptional: "Thanks! Everyone is away right now. Leave your e-mail, and the answer finds you.",
    awayRequired: "Thanks! Everyone is away right now. Where may the answer go? Your message is sent with it.",
  },
  /** Where answers are not forwarded, none of these promises an e-mail. */
  askHere: {
    onlineOptional: "Thanks! Would you tell us who you are? The answer comes here, in this chat.",
    onlineRequired: "Thanks! Before we send it, please tell us who you are. The answer comes here, in this chat.",
    awayOptional: "Thanks! Everyone is away right now. Would you tell us who you are? The answer comes here, in this chat.",
    awayRequired:
      "Thanks! Everyone is away right now. Please tell us who you are: your message is sent with it, and the answer comes here.",
  },
  change: "What should we change?",
  fields: { email: "E-mail", name: "Name", phone: "Phone" },
  optional: "(optional)",
  send: "Send my message",
  sendAll: "Send my messages",
  save: "Save",
  sending: "Sending…",
  skip: "Skip",
  cancel: "Cancel",
  privacy: "Privacy",
  useAddress: "Use {email} for replies?",
  didYouMean: "Did you mean {email}?",
  /** What is wrong with an answer to a question of the owner's own. */
  own: {
    empty: "Please answer this.",
    number: "Please enter a number.",
    url: "That does not look like a web address. Example: https://example.com",
  },
  fault: {
    email: {
      empty: "Please enter your e-mail address.",
      malformed: "That does not look like an e-mail address. Example: ana@example.com",
      refused: "This address was not accepted. Please try another one.",
    },
    name: {
      empty: "Please enter your name.",
      malformed: "Please use one line of text, up to 200 characters.",
      refused: "This name was not accepted. Please try another one.",
    },
    phone: {
      empty: "Please enter your phone number.",
      malformed: "That does not look like a phone number. Example: +351 912 345 678",
      refused: "This number was not accepted. Please try another one.",
    },
  },
  trouble: {
    "no-answer": "No connection. Nothing was lost: please try again in a moment.",
    busy: "Many messages are coming in right now. Nothing was lost: please try again in a moment.",
    refused: "That was not accepted. Nothing was lost: please check it and try again.",
  },
  folded: "Leave your e-mail to get the answer there",
  foldedHere: "Tell us who you are",
};

type In<Words> = { readonly [word in keyof Words]: Words[word] extends string ? string : In<Words[word]> };
export type FormWords = In<typeof formEn>;
