/** Says in the tab's title that something has come, in turn with the page's own title, which is what stays in the end: also where the page changes it meanwhile. */

const TURN_MS = 1_500;

export interface TitleFlash {
  start(text: string): void;
  stop(): void;
}

export function titleFlash(after: (ms: number, call: () => void) => () => void): TitleFlash {
  let text = "";
  let own = "";
  /** What we have put there, as long as it should stand there. */
  let ours: string | undefined;
  let cancel: (() => void) | undefined;

  function restore(): void {
    // Anything else is the page's, and newer than what it had before.
    if (document.title === ours) document.title = own;
    ours = undefined;
  }
  function turn(): void {
    if (ours !== undefined && document.title === ours) restore();
    else {
      own = document.title;
      document.title = text;
      // As the document has it: white space is not kept.
      ours = document.title;
    }
    cancel = after(TURN_MS, turn);
  }
  return {
    start(next) {
      text = next;
      if (!cancel) turn();
    },
    stop() {
      cancel?.();
      cancel = undefined;
      if (ours !== undefined) restore();
    },
  };
}
