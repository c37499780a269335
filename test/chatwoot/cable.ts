/** The ActionCable side: no replay, pings, presence only as an answer, and on request the disorder of a real network. */

import type { IncomingMessage, Server } from "node:http";
import type { ServerType } from "@hono/node-server";
import { type WebSocket, WebSocketServer } from "ws";
import type { Books, StoredContact } from "./books.js";

interface Subscriber {
  readonly socket: WebSocket;
  contact: StoredContact | undefined;
  identifier: string;
}

export function openCable(server: ServerType, desk: Books, { pingMs, now }: { pingMs: number; now: () => number }) {
  const subscribers = new Set<Subscriber>();
  const sockets = new WebSocketServer({
    server: server as Server,
    path: "/cable",
    handleProtocols: (offered) => (offered.has("actioncable-v1-json") ? "actioncable-v1-json" : false),
  });
  /** The last event of each contact: a reconnect may bring it a second time. */
  const last = new Map<StoredContact, object>();
  let isRepeating = false;
  let isDeaf = false;

  const say = ({ socket }: Subscriber, frame: object) => socket.send(JSON.stringify(frame));
  const telling = (subscriber: Subscriber, message: object) => say(subscriber, { identifier: subscriber.identifier, message });
  const presence = (subscriber: Subscriber) =>
    telling(subscriber, { event: "presence.update", data: { account_id: 1, users: desk.presence() } });

  sockets.on("connection", (socket: WebSocket, _request: IncomingMessage) => {
    const subscriber: Subscriber = { socket, contact: undefined, identifier: "" };
    subscribers.add(subscriber);
    say(subscriber, { type: "welcome" });
    const beat = setInterval(() => say(subscriber, { type: "ping", message: Math.floor(now() / 1_000) }), pingMs);
    socket.on("close", () => {
      clearInterval(beat);
      subscribers.delete(subscriber);
    });
    socket.on("message", (frame) => {
      const { command, identifier, data } = JSON.parse(`${frame}`);
      if (command === "message" && JSON.parse(data).action === "update_presence" && subscriber.contact)
        return presence(subscriber);
      if (command !== "subscribe") return;
      const { channel, pubsub_token } = JSON.parse(identifier);
      const contact = [...desk.contacts.values()].find((one) => one.pubsub_token === pubsub_token);
      // A bad token raises in Rails: nothing is confirmed.
      if (channel !== "RoomChannel" || !contact) return;
      Object.assign(subscriber, { contact, identifier });
      say(subscriber, { identifier, type: "confirm_subscription" });
      presence(subscriber);
      const before = last.get(contact);
      if (isRepeating && before) telling(subscriber, before);
    });
  });

  return {
    tell(contact: StoredContact, event: string, data: object): void {
      const message = { event, data: structuredClone(data) };
      last.set(contact, message);
      if (isDeaf) return;
      for (const subscriber of subscribers) if (subscriber.contact === contact) telling(subscriber, message);
    },
    /** What was told last is told again to whoever subscribes. */
    repeatOnReconnect() {
      isRepeating = true;
    },
    /** Events get lost while this is on, though the line lives. */
    loseEvents(on: boolean) {
      isDeaf = on;
    },
    /** Everybody's line breaks. */
    cut() {
      for (const { socket } of subscribers) socket.terminate();
    },
    count: () => subscribers.size,
    close: () => {
      for (const { socket } of subscribers) socket.terminate();
      sockets.close();
    },
  };
}
