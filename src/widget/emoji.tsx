/** A few emoji for keyboards that have none. Their names are the screen reader's own, in its own language. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const COLUMNS = 8;
const ALL = [..."😀😄😊🙂😉😍🤗😎🤔😅😂🙃😕😢😭😡😱😴🤒🙈👍👎👌👏🙏💪👋🤝🎉🎁💡🔥⭐✅❌❓🚚📦🌱🌻".matchAll(/./gu)].map(
  ([emoji]) => emoji,
);

interface Props {
  readonly name: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly onClose: () => void;
}

export function Emoji({ name, field, onClose }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const buttons = () => [...(grid.current?.querySelectorAll("button") ?? [])];
  useLayoutEffect(() => buttons()[0]?.focus(), []);

  const insert = (emoji: string) => {
    const area = field.current;
    if (!area) return;
    area.setRangeText(emoji, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    area.focus();
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const all = buttons();
    const at = all.findIndex((button) => button.matches(":focus"));
    const ahead = getComputedStyle(event.currentTarget as HTMLElement).direction === "rtl" ? -1 : 1;
    const to = {
      ArrowRight: at + ahead,
      ArrowLeft: at - ahead,
      ArrowDown: at + COLUMNS,
      ArrowUp: at - COLUMNS,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (event.key === "Tab") onClose();
    if (to === undefined) return;
    event.preventDefault();
    all[to]?.focus();
  };

  return (
    <div ref={grid} class="emoji" role="menu" tabIndex={-1} aria-label={name} onKeyDown={onKeyDown}>
      {ALL.map((emoji) => (
        <button key={emoji} type="button" role="menuitem" tabIndex={-1} onClick={() => insert(emoji)}>
          {emoji}
        </button>
      ))}
    </div>
  );
}
