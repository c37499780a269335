/** Whether files are held over the panel. Nobody says when they are taken away again: for a moment nothing is heard of them. */
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

export function useDragOver(field: RefObject<HTMLElement | null>): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const panel = field.current?.closest("[role=dialog]");
    const own = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => setOver(false);
    const onDrag = (event: Event) => {
      if (!(event instanceof DragEvent) || !event.dataTransfer?.types.includes("Files")) return;
      setOver(event.type === "dragover");
      clearTimeout(timer);
      timer = setTimeout(end, 300);
    };
    for (const type of ["dragover", "drop"]) panel?.addEventListener(type, onDrag, { signal: own.signal });
    return () => {
      own.abort();
      clearTimeout(timer);
    };
  }, [field]);
  return isOver;
}
