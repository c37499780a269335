/**
 * One timer beats for all streams of a node. Each beats once a round, in the moment of the round at which it began; those of one
 * moment beat together, so that what they ask the database is asked once (database/together.ts).
 */
export interface Heart {
  /** From one round after now on. Returns what ends it. */
  join(beat: () => void): () => void;
}

const MOST_MOMENTS = 100;
const SHORTEST_MOMENT_MS = 20;

export function createHeart(heartbeatMs: number, now: () => number = () => performance.now()): Heart {
  const momentMs = Math.max(SHORTEST_MOMENT_MS, heartbeatMs / MOST_MOMENTS);
  const moments = Array.from({ length: Math.max(1, Math.round(heartbeatMs / momentMs)) }, () => new Set<() => void>());
  const since = now();
  let beaten = 0;
  let held = 0;
  let timer: NodeJS.Timeout | undefined;

  const passed = () => Math.floor((now() - since) / momentMs);
  const turn = () => {
    // A loop that was busy has let moments go by: none of them is left out, and none beats twice for it.
    for (const last = Math.max(passed(), beaten); beaten < last; ) {
      beaten += 1;
      if (last - beaten >= moments.length) continue;
      for (const beat of moments[beaten % moments.length] ?? []) beat();
    }
  };
  return {
    join(beat) {
      if (held === 0) {
        beaten = passed();
        timer = setInterval(turn, momentMs);
      }
      held += 1;
      const moment = moments[beaten % moments.length];
      moment?.add(beat);
      return () => {
        if (moment?.delete(beat) !== true) return;
        held -= 1;
        if (held === 0) clearInterval(timer);
      };
    },
  };
}
