/** Light or dark: as the page set it, else as the device prefers, also when that changes. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";

export type Theme = "light" | "dark" | "auto";

export function isTheme(value: unknown): value is Theme {
  return value === "light" || value === "dark" || value === "auto";
}

export function shownTheme(wanted: ReadonlySignal<Theme>, ended: AbortSignal): ReadonlySignal<"light" | "dark"> {
  const media = matchMedia("(prefers-color-scheme: dark)");
  const prefersDark = signal(media.matches);
  media.addEventListener("change", () => (prefersDark.value = media.matches), { signal: ended });
  return computed(() => {
    if (wanted.value !== "auto") return wanted.value;
    return prefersDark.value ? "dark" : "light";
  });
}
