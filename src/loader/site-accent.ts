/** The accent the owner chose in the site's settings, for a page that names none. The bubble does not wait for it. */

/** As the server says it: whether that is a colour is for the sheet to judge, which has a default for everything else. */
export async function readSiteAccent(server: string, site: string, signal: AbortSignal): Promise<string> {
  try {
    const answer = await fetch(`${server}/v1/sites/${encodeURIComponent(site)}`, { signal });
    return `${Object(await answer.json()).accent}`;
  } catch {
    // The panel will ask again and say what is wrong.
    return "";
  }
}
