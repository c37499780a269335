/** Sits down at the console: the real page on a fake server, ended with the test. */
import { newId } from "../../../src/client/id.js";
import { openConsole } from "../../../src/console/console.js";
import { LINK, type ServerFake, serverFake } from "./server-fake.js";

export interface Seat {
  readonly server: ServerFake;
  readonly page: HTMLElement;
  /** Leaves as a reload does: nothing in memory stays, what is in the drawer does. */
  reload(): void;
  leave(): void;
}

export interface SeatGiven {
  at?: string;
  signedIn?: boolean;
  server?: ServerFake;
}

export const SIGN_IN = `#sign-in=${LINK}`;

export function sit({ at = "#/inbox", signedIn = true, server = serverFake() }: SeatGiven = {}): Seat {
  server.signedIn = signedIn;
  document.documentElement.lang = "en";
  history.replaceState(null, "", at);
  const drawer = new Map<string, string>();
  const open = () => {
    const page = document.createElement("div");
    page.id = "desk";
    document.body.append(page);
    const ends = new AbortController();
    openConsole(
      page,
      {
        fetch: server.fetch,
        storage: {
          getItem: (key) => drawer.get(key) ?? null,
          setItem: (key, value) => void drawer.set(key, value),
          removeItem: (key) => void drawer.delete(key),
        },
        now: Date.now,
        random: () => 0,
        newId,
      },
      ends.signal,
    );
    return { page, ends };
  };
  let now = open();
  const leave = () => {
    now.ends.abort();
    now.page.remove();
  };
  return {
    server,
    get page() {
      return now.page;
    },
    reload() {
      leave();
      now = open();
    },
    leave,
  };
}
