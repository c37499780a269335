/** All states side by side, on a screen, in a theme and in a language of one's choice; the choice is in the address. */
import { LANGUAGES } from "../../src/protocol/index.js";
import { STATES } from "./states.js";

const SIZES = { desktop: [560, 720], phone: [390, 780] } as const;

const form = document.querySelector("form");
const main = document.querySelector("main");
if (!form || !main) throw new Error("This is not the page of the states");
form.querySelector("select[name=lang]")?.append(...LANGUAGES.map((language) => new Option(language)));

const chosen = new URLSearchParams(location.search);
for (const field of form.elements) if (field instanceof HTMLSelectElement) field.value = chosen.get(field.name) ?? field.value;

form.addEventListener("change", () => {
  location.search = new URLSearchParams(new FormData(form) as never).toString();
});

const asked = new FormData(form);
const [width, height] = SIZES[asked.get("screen") === "phone" ? "phone" : "desktop"];
for (const [name, { title }] of Object.entries(STATES)) {
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.width = String(width);
  frame.height = String(height);
  frame.loading = "lazy";
  frame.src = `state.html?${new URLSearchParams({ state: name, theme: String(asked.get("theme")), lang: String(asked.get("lang")) })}`;
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = title;
  figure.append(caption, frame);
  main.append(figure);
}
