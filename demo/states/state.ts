/** One state, named in the address: `?state=sent&theme=dark&lang=ar`. The page says on `<html data-reached>` when it is there. */
import { directionOf, pickLanguage } from "../../src/protocol/index.js";
import { createStage } from "./stage.js";
import { STATES } from "./states.js";

const asked = new URLSearchParams(location.search);
const state = STATES[asked.get("state") ?? ""];
if (!state) throw new Error(`There is no such state: ${asked.get("state")}`);
const theme = asked.get("theme") === "dark" ? "dark" : "light";
const lang = state.lang ?? asked.get("lang") ?? "en";
const page = document.documentElement;
page.lang = lang;
page.dir = directionOf(pickLanguage([lang]));
page.dataset.theme = theme;

await state.reach(createStage(state.site ?? {}, { theme, lang }));
page.dataset.reached = "";
