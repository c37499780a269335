/** What somebody wrote, with its links. It reads in its own direction, whatever the page's is. */
import { pieces } from "../../widget/links.js";

export function LinkedText({ text }: { text: string }) {
  return (
    <p class="text" dir="auto">
      {pieces(text).map((part) =>
        "href" in part ? (
          <a href={part.href} title={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </p>
  );
}
