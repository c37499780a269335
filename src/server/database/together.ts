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

interface Asked<Question, Answer> {
  readonly question: Question;
  readonly askers: { resolve(answer: Answer | undefined): void; reject(error: unknown): void }[];
}

/** `keyOf` tells equal questions, which are asked once, and names their answers in what `ask` finds. Undefined where it finds none. */
export function together<Question, Answer>(
  keyOf: (question: Question) => string,
  ask: (questions: readonly Question[]) => Promise<ReadonlyMap<string, Answer>>,
): (question: Question) => Promise<Answer | undefined> {
  const waiting = new Map<string, Asked<Question, Answer>>();
  let asking = 0;
  let isAboutTo = false;

  async function next(): Promise<void> {
    if (isAboutTo || asking === AT_ONCE || waiting.size === 0) return;
    isAboutTo = true;
    await Promise.resolve();
    isAboutTo = false;
    const all = [...waiting].slice(0, MOST_TOGETHER);
    for (const [key] of all) waiting.delete(key);
    asking += 1;
    void next();
    try {
      const found = await ask(all.map(([, { question }]) => question));
      for (const [key, { askers }] of all) for (const { resolve } of askers) resolve(found.get(key));
    } catch (error) {
      for (const [, { askers }] of all) for (const { reject } of askers) reject(error);
    }
    asking -= 1;
    void next();
  }

  return (question) =>
    new Promise((resolve, reject) => {
      const key = keyOf(question);
      const asked = waiting.get(key) ?? { question, askers: [] };
      asked.askers.push({ resolve, reject });
      waiting.set(key, asked);
      void next();
    });
}
