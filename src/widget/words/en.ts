/** Every word the visitor reads, in English: the other languages are typed by this file. `{name}` is filled in by phrase.ts. */
export const en = {
  panel: { chat: "Chat", close: "Close chat", log: "Conversation" },
  availability: {
    online: "We're here · usually a few minutes",
    away: "We're away · leave a message and we'll answer here",
    awayByEmail: "We're away · leave a message and we'll answer by e-mail",
  },
  empty: {
    online: "Hello! Ask us anything, a person will answer.",
    away: "Hello! Nobody is here right now, but your message will be read.",
  },
  composer: {
    label: "Message",
    placeholder: "Write a message…",
    more: "Add something…",
    send: "Send",
    tooLong: "That is longer than {limit} characters. Nothing was lost: please send it in two parts.",
    refused: "This text cannot be sent as it is: it holds characters that no system keeps.",
  },
  state: {
    held: "Not sent yet · tell us how to reach you",
    waiting: "Waiting for connection",
    sending: "Sending…",
    sent: "Sent",
    seen: "Seen",
    failed: "Not sent.",
    retry: "Retry",
    copy: "Copy",
    copied: "Copied",
    discard: "Remove",
    byEmail: "by e-mail",
    edited: "edited",
    deleted: "Message removed",
  },
  log: {
    new: "New",
    older: "Earlier messages",
    latest: "Jump to latest",
    latestNew: { one: "{n} new message", other: "{n} new messages" },
    you: "You",
    team: "Team",
    assistant: "Assistant",
    closed: "The conversation was closed. Writing opens it again.",
    typing: "{name} is writing…",
  },
  form: {
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
    didYouMean: "Did you mean {email}?",
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
      refused: "That was not accepted. Nothing was lost: please check it and try again.",
    },
    folded: "Leave your e-mail to get the answer there",
    foldedHere: "Tell us who you are",
    done: "We'll answer at {email}",
    doneHere: "Thanks! We have noted {email}",
    changed: "Contact: {email}",
    changeIt: "Change",
  },
  banner: {
    offline: "No connection. Messages are kept and sent when you're back online.",
    offlineUnsaved: "No connection. Keep this page open: messages are sent when you're back online.",
    unsaved: "This browser does not keep the conversation: it is gone when you close the page.",
    gone: "This conversation has ended and is no longer on this device. A new message starts a new one.",
    notLoaded: "The chat's settings could not be loaded. You can write; we keep trying.",
  },
  peek: { dismiss: "Dismiss" },
  announce: {
    message: "{name}: {text}",
    many: { one: "{n} new message", other: "{n} new messages" },
    sent: "Message sent",
    held: "Message not sent yet. Tell us how to reach you.",
    failed: "Message not sent",
    typing: "{name} is writing",
  },
};

/** Every language has every word. */
export type Words = typeof en;
