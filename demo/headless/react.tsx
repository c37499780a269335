/** @jsxImportSource react */
/** The same chat in React: a signal is something to subscribe to. Open it once, outside of what is drawn: it is one for the page. */
import { type FormEvent, useEffect, useSyncExternalStore } from "react";
import { http } from "recado/adapters/http";
import { type Chat, createChat, indexedDbCache } from "recado/client";

export function openChat(server: string, site: string): Chat {
  const chat = createChat({ backend: http({ url: server, site }), site, cache: indexedDbCache() });
  void chat.loadSite();
  void chat.start().then(() => chat.setOpen(true));
  return chat;
}

export function OwnChat({ chat }: { chat: Chat }) {
  const entries = useSyncExternalStore(chat.timeline.subscribe.bind(chat.timeline), () => chat.timeline.value);
  const availability = useSyncExternalStore(chat.availability.subscribe.bind(chat.availability), () => chat.availability.value);
  const last = Math.max(0, ...entries.map((entry) => (entry.kind === "message" ? entry.message.seq : 0)));
  useEffect(() => void (document.hasFocus() && chat.attended(last)), [chat, last]);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    if (given.get("text")) chat.send(`${given.get("text")}`);
    if (given.has("email")) chat.identify({ email: `${given.get("email")}` }).catch((error) => alert(error.message));
    event.currentTarget.reset();
  };
  const said = entries.map((entry) =>
    entry.kind === "message" ? entry.message : { id: entry.id, by: entry.state.at, text: entry.draft.text },
  );
  return (
    <form onSubmit={send}>
      <h2>{availability === "online" ? "We are here" : "Leave us a message"}</h2>
      {said.map(({ id, by, text }) => (
        <li key={id}>{`${by}: ${text}`}</li>
      ))}
      {said.some(({ by }) => by === "held") && <input name="email" type="email" placeholder="Your e-mail" />}
      <input name="text" placeholder="Your message" />
      <button type="submit">Send</button>
    </form>
  );
}
