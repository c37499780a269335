/** A chat of your own in plain TypeScript: who is there, what was said, a line to write in, and an e-mail address where one is asked for. */
import { http } from "recado/adapters/http";
import { createChat, type Entry, indexedDbCache } from "recado/client";

export function ownChat(into: HTMLElement, server: string, site: string): () => void {
  const chat = createChat({ backend: http({ url: server, site }), site, cache: indexedDbCache() });
  const add = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, to: HTMLElement = into) =>
    to.appendChild(document.createElement(tag));
  const [title, list, form] = [add("h2"), add("ol"), add("form")];
  const [email, text, button] = [add("input", form), add("input", form), add("button", form)];
  Object.assign(email, { type: "email", placeholder: "Your e-mail" });
  Object.assign(text, { placeholder: "Your message" });
  button.textContent = "Send";

  const isHeld = (entry: Entry) => entry.kind === "draft" && entry.state.at === "held";
  const line = (entry: Entry) => {
    const item = document.createElement("li");
    const said = entry.kind === "message" ? entry.message : { by: entry.state.at, text: entry.draft.text };
    item.textContent = `${said.by}: ${said.text}`;
    return item;
  };
  chat.timeline.subscribe((entries) => {
    list.replaceChildren(...entries.map(line));
    email.hidden = !entries.some(isHeld);
    const last = Math.max(0, ...entries.map((entry) => (entry.kind === "message" ? entry.message.seq : 0)));
    if (document.hasFocus()) chat.attended(last);
  });
  chat.availability.subscribe((availability) => {
    title.textContent = availability === "online" ? "We are here" : "Leave us a message";
  });
  form.onsubmit = (event) => {
    event.preventDefault();
    if (text.value.trim() !== "") chat.send(text.value);
    if (!email.hidden) chat.identify({ email: email.value }).catch((error) => alert(error.message));
    text.value = "";
  };
  void chat.loadSite();
  void chat.start().then(() => chat.setOpen(true));
  return () => chat.destroy();
}
