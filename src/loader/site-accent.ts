/** The accent the owner chose in the site's settings, for a page that names none. The bubble does not wait for it. */
import type { Place } from "./bubble.js";

/** As the server says it, if it says one: whether that is a colour is for the sheet to judge. Never rejects. */
export async function paintSiteAccent(launcher: Place["launcher"], server: string, site: string): Promise<void> {
  try {
    const answer = await fetch(`${server}/v1/sites/${encodeURIComponent(site)}`);
    const { accent } = await answer.json();
    // Without one the page would be styled anew for nothing.
    if (accent) launcher?.paint(accent);
  } catch {
    // The panel will ask again and say what is wrong.
  }
}
