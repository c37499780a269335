/** What came before: asked for by itself when it scrolls into view; the button is for keyboards, and for when the network refused. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

export function Older({ label, onWanted }: { readonly label: string; readonly onWanted: () => Promise<void> }) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOnItsWay, setOnItsWay] = useState(false);
  const ask = useCallback(() => {
    setOnItsWay(true);
    // Offline it stays where it is: the next look, or a press, asks again.
    const end = () => setOnItsWay(false);
    onWanted().then(end, end);
  }, [onWanted]);
  useEffect(() => {
    const sentinel = new IntersectionObserver(([entry]) => entry?.isIntersecting && ask());
    if (button.current) sentinel.observe(button.current);
    return () => sentinel.disconnect();
  }, [ask]);
  return (
    <button ref={button} type="button" class="link older" aria-busy={isOnItsWay} onClick={ask}>
      {label}
    </button>
  );
}
