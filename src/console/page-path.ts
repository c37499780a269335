/** Pages as agents read them. */

/** The page as people call it: without the host, which is the same all day. */
export function pathOf(page: string): string {
  return URL.canParse(page) ? decodePath(new URL(page).pathname) : page;
}

function decodePath(path: string): string {
  try {
    // What is not to be seen, or turns what follows around, stays spelt out.
    return decodeURI(path).replace(/[\p{Cc}\p{Cf}]+/gu, encodeURIComponent);
  } catch {
    return path; // A page with a stray % in its address still has a readable one.
  }
}
