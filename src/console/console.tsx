/** Puts the console on a page until the signal ends. */
import { render } from "preact";
import "./css/base.css";
import "./css/layout.css";
import "./css/top.css";
import "./css/inbox.css";
import "./css/talk.css";
import "./css/details.css";
import "./css/settings.css";
import "./css/sign-in.css";
import "./css/forced.css";
import { followScreen } from "./media.js";
import { openSession } from "./session.js";
import { refuseStrayFiles } from "./stray-files.js";
import { App } from "./view/app.js";
import type { World } from "./world.js";

export function openConsole(place: HTMLElement, world: World, until: AbortSignal): void {
  const session = openSession(world, until);
  refuseStrayFiles(until);
  render(<App session={session} screen={followScreen(until)} />, place);
  until.addEventListener("abort", () => render(null, place));
}
