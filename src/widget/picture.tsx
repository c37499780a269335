/**
 * A picture, drawn rather than embedded: what we may fetch we may draw, so the page's policy needs no word of pictures. Its room
 * is there from the beginning, and nothing is fetched before it comes near the screen.
 */
import type { CSSProperties } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** So far outside of what is on screen. */
const NEAR = "300px";

interface Props {
  /** Another name is another picture. */
  readonly name: string;
  readonly style?: CSSProperties;
  readonly load: () => Promise<Blob>;
  /** It cannot be had, or is none that this browser knows. */
  readonly onBroken?: () => void;
}

export function Picture({ name, style = {}, load, onBroken }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ports = useRef({ load, onBroken });
  ports.current = { load, onBroken };
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let isOver = false;
    const sight = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        sight.disconnect();
        ports.current
          .load()
          .then((content) => drawn(content, element.clientWidth))
          .then((bitmap) => {
            if (isOver) return bitmap.close();
            element.width = bitmap.width;
            element.height = bitmap.height;
            element.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
          })
          .catch(() => isOver || ports.current.onBroken?.());
      },
      { rootMargin: NEAR },
    );
    sight.observe(element);
    return () => {
      isOver = true;
      sight.disconnect();
    };
  }, [name]);
  return <canvas ref={canvas} style={style} />;
}

/** Decoded no larger than it is shown. */
async function drawn(content: Blob, width: number): Promise<ImageBitmap> {
  const resizeWidth = Math.max(1, Math.ceil(width * devicePixelRatio));
  return createImageBitmap(content, { resizeWidth, resizeQuality: "high" });
}
