/** A button that opens a menu, by the ARIA pattern: arrows move, Home and End jump, letters find, Escape and Tab close. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Check } from "./icons.js";

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  /** One of several that exclude each other; without it the item is a plain action. */
  readonly isChosen?: boolean;
  /** One that is on or off by itself. */
  readonly isOn?: boolean;
}

export interface MenuProps {
  /** What the button shows, and its name. */
  children: ComponentChildren;
  class: string;
  items: readonly MenuItem[];
  onChoose(key: string): void;
}

export function Menu({ children, class: style, items, onChoose }: MenuProps) {
  const isOpen = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const all = () => [...(list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
  const close = (andReturn: boolean) => {
    isOpen.value = false;
    if (andReturn) button.current?.focus();
  };

  useEffect(() => {
    if (!isOpen.value) return;
    const items = all();
    (items.find((item) => item.getAttribute("aria-checked") === "true") ?? items[0])?.focus();
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && list.current?.parentElement?.contains(event.target) === false) close(false);
    };
    document.addEventListener("pointerdown", onPress);
    return () => document.removeEventListener("pointerdown", onPress);
  }, [isOpen.value]);

  const onKeyDown = (event: KeyboardEvent) => {
    const items = all();
    const at = items.findIndex((item) => item.matches(":focus"));
    const to = target(event, items, at);
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      // Tab leaves by itself: only the menu goes.
      close(event.key === "Escape");
      event.stopPropagation();
    }
  };

  return (
    <div class="menu-place">
      <button
        ref={button}
        type="button"
        class={style}
        aria-haspopup="menu"
        aria-expanded={isOpen.value}
        aria-controls={isOpen.value ? id : undefined}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
        onKeyDown={(event) => {
          // A quick Escape may come before the focus has moved into the menu.
          if (event.key === "Escape") close(true);
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          isOpen.value = true;
        }}
      >
        {children}
      </button>
      {isOpen.value ? (
        <div ref={list} id={id} class="menu" role="menu" tabIndex={-1} onKeyDown={onKeyDown}>
          {items.map((item) => (
            <button
              key={item.key}
              type="button"
              {...roleOf(item)}
              aria-labelledby={`${id}-${item.key}`}
              aria-describedby={item.hint === undefined ? undefined : `${id}-${item.key}-hint`}
              tabIndex={-1}
              onClick={() => {
                close(true);
                onChoose(item.key);
              }}
            >
              <span class="menu-check">{item.isChosen || item.isOn ? <Check /> : null}</span>
              <span id={`${id}-${item.key}`}>{item.label}</span>
              {item.hint === undefined ? null : (
                <span class="menu-hint" id={`${id}-${item.key}-hint`}>
                  {item.hint}
                </span>
              )}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function roleOf({ isChosen, isOn }: MenuItem) {
  if (isOn !== undefined) return { role: "menuitemcheckbox" as const, "aria-checked": isOn };
  return isChosen === undefined ? { role: "menuitem" as const } : { role: "menuitemradio" as const, "aria-checked": isChosen };
}

/** Where a key leads, or nothing when it is not the menu's. */
function target({ key }: KeyboardEvent, items: readonly HTMLElement[], at: number): number | undefined {
  if (key === "ArrowDown") return at + 1;
  if (key === "ArrowUp") return at <= 0 ? items.length - 1 : at - 1;
  if (key === "Home") return 0;
  if (key === "End") return items.length - 1;
  if (key.length !== 1 || key === " ") return undefined;
  const found = [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) =>
    item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()),
  );
  return found === undefined ? undefined : items.indexOf(found);
}
