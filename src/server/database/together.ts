/**
 * What many ask at the same moment is asked of the database in one statement: a thousand streams whose beats fall together, or a
 * notice that wakes them all, are a handful of statements on two connections, and everybody else finds the others free.
 *
 *   asked ──▶ waits for the end of this turn of the loop, or for those on their way ──▶ one statement with all that wait ──▶ answered
 *
 * No answer is older than its question: whoever asks while a statement is on its way goes with the next one.
 */
const MOST_TOGETHER = 100;
/** While one statement is being answered, the next one is prepared. */
const AT_ONCE = 2;

interface Asker<Answer> {
  resolve(answer: Answer | undefined): void;
  reject(error: unknown): void;
}
interface Asked<Question, Answer> {
  readonly question: Question;
  readonly askers: Asker<Answer>[];
}

/** `keyOf` tells equal questions, which are asked once, and names their answers in what `ask` finds. Undefined where it finds none. */
export function together<Question, Answer>(
  keyOf: (question: Question) => string,
  ask: (questions: readonly Question[]) => Promise<ReadonlyMap<string, Answer>>,
): (question: Question) => Promise<Answer | undefined> {
  /**
   * Each goes as one statement, and is dropped with it. One Map, filled and emptied for ever, would not do: V8 chains every table such a
   * Map has outgrown to the next one, so that what was in them, down to the rows, outlives the collections of young objects.
   */
  const waiting: Map<string, Asked<Question, Answer>>[] = [];
  let asking = 0;
  let isAboutTo = false;

  async function next(): Promise<void> {
    if (isAboutTo || asking === AT_ONCE || waiting.length === 0) return;
    isAboutTo = true;
    await Promise.resolve();
    isAboutTo = false;
    const all = waiting.shift() ?? new Map<string, never>();
    asking += 1;
    void next();
    try {
      const found = await ask(Array.from(all.values(), ({ question }) => question));
      for (const [key, { askers }] of all) for (const { resolve } of askers) resolve(found.get(key));
    } catch (error) {
      for (const { askers } of all.values()) for (const { reject } of askers) reject(error);
    }
    asking -= 1;
    void next();
  }

  /** Those the question can still go with. */
  function company(): Map<string, Asked<Question, Answer>> {
    const last = waiting.at(-1);
    if (last !== undefined && last.size < MOST_TOGETHER) return last;
    const fresh = new Map<string, Asked<Question, Answer>>();
    waiting.push(fresh);
    return fresh;
  }

  return (question) =>
    new Promise((resolve, reject) => {
      const key = keyOf(question);
      const all = company();
      const asked = all.get(key);
      if (asked === undefined) all.set(key, { question, askers: [{ resolve, reject }] });
      else asked.askers.push({ resolve, reject });
      void next();
    });
}
