/** The page's address: takes the secret of a mail's link out of it, and knows the links that open the chat. */

const SECRET = /#(.*?)&?recado=([\w-]{43})$/;

/** The resume link's secret, removed from the address bar and this history entry before anything else can see it. */
export function takeSecret(): string | undefined {
  const { href } = location;
  const [found, rest, secret] = SECRET.exec(href) ?? [];
  // The whole address: a relative one would be read by the page's `<base>`, and another origin's is refused.
  if (found) history.replaceState(history.state, "", href.slice(0, -found.length) + (rest && `#${rest}`));
  return secret;
}

/** Whether a click was meant for `<a href="#recado">`, wherever in the page's own shadow trees it stands. */
export function opensChat(event: Event): boolean {
  return event.composedPath().some((node) => node instanceof Element && node.matches('[href="#recado"]'));
}
