/** What only messages say, in English: comes with them. Every other language has these words beside the panel's. */

export const talkEn = {
  state: {
    held: "Not sent yet · tell us how to reach you",
    waiting: "Waiting for connection",
    sending: "Sending…",
    sent: "Sent",
    seen: "Seen",
    failed: "Not sent.",
    expired: "Not sent: it has waited for more than a week.",
    retry: "Retry",
    copy: "Copy",
    copied: "Copied",
    discard: "Remove",
    byEmail: "by e-mail",
    edited: "edited",
    deleted: "Message removed",
  },
  contact: {
    done: "We'll answer at {email}",
    doneHere: "Thanks! We have noted {email}",
    changed: "Contact: {email}",
    change: "Change",
  },
  peek: { dismiss: "Dismiss" },
};
