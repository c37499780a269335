/** The three, by short names. */
import { chromiumEngine } from "./chromium-engine.js";
import { firefoxEngine } from "./firefox-engine.js";
import { webkitEngine } from "./webkit-engine.js";

export const ENGINES = { chromium: chromiumEngine, firefox: firefoxEngine, webkit: webkitEngine };
