/** What runs in a measured page beside the chat, the same in all of them: looks in every frame whether there is a bubble, and then a field to write in. */

export interface Probe {
  /** Milliseconds since the navigation began. */
  bubble?: number;
  /** Since the click. */
  composer?: number;
  /** Since the click: the last message of a conversation. */
  talk?: number;
  clicked?: number;
  /** Of every task of more than 50 ms, what is above that. */
  blocking: number;
  /** Tasks of more than 50 ms. */
  longTasks: number;
  shift: number;
  /** The slowest answer to a hand: from the event to the next frame painted. */
  inp: number;
}

/** To be given to the browser as it is: it may use nothing from here. */
export function probe(): void {
  const seen: Probe = { blocking: 0, longTasks: 0, shift: 0, inp: 0 };
  Object.assign(globalThis, { bench: seen });
  const afterFrame = (call: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = call;
    port2.postMessage(0);
  };
  const inner = (x: number, y: number): Element | null => {
    let element = document.elementFromPoint(x, y);
    for (;;) {
      const below: Element | null | undefined = element?.shadowRoot?.elementFromPoint(x, y);
      if (!below || below === element) return element;
      element = below;
    }
  };
  // Where its sign is hit, what holds the sign counts: not everybody's bubble is a button.
  const hasBubble = () => {
    let element = inner(innerWidth - 45, innerHeight - 45);
    while (element && element !== document.documentElement && element !== document.body) {
      const { width, height } = element.getBoundingClientRect();
      if (width >= 40 && height >= 40) return true;
      const root = element.getRootNode();
      element = element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    }
    return false;
  };
  const fieldsIn = (root: Document | ShadowRoot): Element[] => [
    ...root.querySelectorAll("textarea,input:not([type]),input[type=text],[contenteditable=true]"),
    ...[...root.querySelectorAll("*")].flatMap((element) => {
      const frame = element instanceof HTMLIFrameElement ? element.contentDocument : undefined;
      return element.shadowRoot ? fieldsIn(element.shadowRoot) : frame ? fieldsIn(frame) : [];
    }),
  ];
  const hasField = () =>
    fieldsIn(document).some((field) => {
      const { width, height } = field.getBoundingClientRect();
      return width > 60 && height > 15 && field.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    });
  const hasTalk = () => {
    const texts = document.querySelector("recado-chat")?.shadowRoot?.querySelectorAll(".row .text");
    return (texts?.item(texts.length - 1)?.getBoundingClientRect().height ?? 0) > 0;
  };
  const MOST_MS = 10_000;
  const look = () => {
    if (seen.bubble === undefined && document.body && hasBubble()) afterFrame(() => (seen.bubble ??= performance.now()));
    if (seen.clicked !== undefined && seen.composer === undefined && hasField())
      afterFrame(() => (seen.composer ??= performance.now() - (seen.clicked ?? 0)));
    const sinceClick = performance.now() - (seen.clicked ?? Number.NaN);
    if (sinceClick < MOST_MS && seen.talk === undefined && hasTalk())
      afterFrame(() => (seen.talk ??= performance.now() - (seen.clicked ?? 0)));
    const isWaiting = sinceClick < MOST_MS && (seen.composer === undefined || seen.talk === undefined);
    if (seen.bubble === undefined || isWaiting) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  addEventListener(
    "pointerdown",
    ({ timeStamp }) => {
      if (seen.clicked !== undefined) return;
      seen.clicked = timeStamp;
      requestAnimationFrame(look);
    },
    true,
  );
  const watch = (type: string, call: (entry: PerformanceEntry) => void, options: object = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(call)).observe({ type, buffered: true, ...options });
  watch("longtask", ({ duration }) => {
    seen.blocking += duration - 50;
    seen.longTasks += 1;
  });
  watch("layout-shift", (entry) => (seen.shift += Number(Reflect.get(entry, "value"))));
  const answered = (entry: PerformanceEntry) => {
    if (Reflect.get(entry, "interactionId")) seen.inp = Math.max(seen.inp, entry.duration);
  };
  watch("event", answered, { durationThreshold: 16 });
}
