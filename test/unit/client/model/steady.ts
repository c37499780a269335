/** What must hold between any two commands, whatever is broken at the moment: at the server, in every tab, and on the host's page. */
import { shown } from "./instant.js";
import { drafts, messages, type Tab } from "./tab.js";
import { comesAgain, conversationOf, holding, type World } from "./world.js";

/** A question's deadline plus the longest wait after it: by then a message that is being sent looks different. */
const LONGEST_LIMBO_MS = 20_000 + 60_000;

export type Steady = () => void;

export function steady(world: World): Steady {
  const limbo = limboOf(world);
  return () => {
    for (const conversation of world.server.conversations) stored(world, conversation);
    for (const tab of world.tabs) cursor(world, tab);
    limbo();
  };
}

function stored(world: World, conversation: string): void {
  const { server, ledger, breaches, attendedTo } = world;
  const all = server.messages(conversation);
  const at = new Map(all.map(({ id, seq }) => [id, seq]));
  if (at.size < all.length) breaches.push("I2: two stored messages with one id");
  for (const { id, seq } of all) {
    const written = ledger.get(id);
    if (written === undefined) continue;
    if (written.isErased) breaches.push(`I9: "${written.text}" came back after it was deleted`);
    if (written.isOutOfOrder) continue;
    const later = written.above.find(
      (above) => !ledger.get(above)?.isOutOfOrder && (at.get(above) ?? 0) > seq && !comesAgain(world, conversation, above, id),
    );
    if (later !== undefined) breaches.push(`I3: "${written.text}" is stored before "${ledger.get(later)?.text}"`);
  }
  const [read, attended] = [server.desk.readUpTo(conversation), attendedTo.get(conversation) ?? 0];
  if (read > attended) breaches.push(`I5: the server has ${read} as read, a person has seen ${attended}`);
}

function cursor(world: World, tab: Tab): void {
  const { server, attendedTo, breaches } = world;
  const conversation = conversationOf(world, tab);
  // A tab that has not heard yet that the past has changed speaks of another conversation; and one that is away, of what it knew.
  const isAway = tab.life.state === "frozen" || tab.life.isWaking;
  if (conversation === undefined || tab.wire.past !== server.past || isAway) return;
  // One that it has begun itself and that stayed empty: it may be in the one that another tab began before it. And while it
  // waits to hear that its user is let in, in the one that another tab has told it of, without a message yet.
  const isHeardOf = tab.isSigningIn && messages(tab.chat).length === 0;
  // And one whose token is worth nothing any more is known by what it shows, which another tab may have begun one with as well.
  const alike = server.conversationOf(tab.wire.token) === undefined ? holding(world, messages(tab.chat).at(-1)) : [];
  const isOwn = server.messages(conversation).length > 0 && !isHeardOf;
  const places = isOwn ? [conversation, ...alike] : server.conversations;
  const attended = Math.max(...places.map((place) => attendedTo.get(place) ?? 0));
  const read = tab.chat.readUpTo.peek();
  if (read > attended) breaches.push(`I5: read up to ${read}, a person has seen ${attended} (${tab.name}: ${shown(tab)})`);
}

/** I6: nothing says "sending" for longer than it can be true. */
function limboOf({ time, tabs, ledger, weather, breaches }: World): () => void {
  const since = new Map<string, number>();
  return () => {
    const seen = new Set<string>();
    for (const tab of tabs) {
      // The visitor is told by the banner when there is no connection, and when there are too many.
      const isTold = /^(offline|busy)$/.test(tab.chat.connection.peek()) || tab.life.state === "frozen";
      for (const { id, state } of drafts(tab.chat)) {
        // It is known to have arrived, behind something that is missing here and cannot be had.
        const isThere = ledger.get(id)?.isAnswered || ledger.get(id)?.isHeard;
        if (state.at !== "sending" || isTold || (isThere && weather.sky !== "fine")) continue;
        const key = `${tab.name} ${id}`;
        seen.add(key);
        const began = since.get(key) ?? time.now();
        since.set(key, began);
        if (time.now() - began > LONGEST_LIMBO_MS) breaches.push(`I6: sending for ever (${tab.name}: ${shown(tab)})`);
      }
    }
    for (const key of since.keys()) if (!seen.has(key)) since.delete(key);
  };
}
