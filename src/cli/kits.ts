/** Which kit a world belongs to: told by what is in it. */
import {
  backendKit,
  type Case,
  cacheKit,
  channelKit,
  mailerKit,
  storeKit,
  whySkipped as whyNotAsked,
} from "../conformance/index.js";

/** One case of whatever kit, with its world. */
export interface Question {
  readonly name: string;
  readonly promise: string;
  /** Why it is not asked, if it is not. */
  readonly why: string | undefined;
  run(): Promise<void>;
}

interface Kit {
  readonly of: string;
  /** What its worlds have, and no other's. */
  readonly mark: string;
  /** Each case wants a world in which nothing has happened yet. */
  readonly wantsFresh: boolean;
  questions(world: unknown, fresh: () => unknown): readonly Question[];
}

function kit<World, Need extends string>(
  of: string,
  mark: keyof World & string,
  cases: readonly Case<World, Need>[],
  {
    wantsFresh = false,
    whySkipped = () => undefined,
  }: Partial<Pick<Kit, "wantsFresh">> & { whySkipped?: Skip<World, Need> } = {},
): Kit {
  return {
    ...{ of, mark, wantsFresh },
    // The mark is all that can be known of a world before it is used.
    questions: (world, fresh) =>
      cases.map(({ name, promise, needs, run }) => ({
        ...{ name, promise },
        why: whySkipped(needs, world as World),
        run: async () => run((wantsFresh ? await fresh() : world) as World),
      })),
  };
}
type Skip<World, Need> = (needs: readonly Need[], world: World) => string | undefined;

const KITS: readonly Kit[] = [
  kit("backend", "device", backendKit, { whySkipped: whyNotAsked }),
  kit("cache", "pageView", cacheKit, { wantsFresh: true }),
  kit("store", "store", storeKit),
  kit("mailer", "mailer", mailerKit),
  kit("channel", "channel", channelKit),
];

/** What to ask of the world that a module exports, or makes. Throws a sentence where it is no world. */
export async function questionsTo(exported: unknown): Promise<{ of: string; questions: readonly Question[] }> {
  const make = async (): Promise<unknown> => (typeof exported === "function" ? exported() : exported);
  const world = await make();
  const found = KITS.find(({ mark }) => has(world, mark));
  if (found === undefined)
    throw new Error(`it exports no \`world\` with one of these in it: ${KITS.map(({ mark }) => `${mark}()`).join(", ")}`);
  if (found.wantsFresh && typeof exported !== "function")
    throw new Error(`a ${found.of}'s \`world\` is a function: each case wants one of its own`);
  return { of: found.of, questions: found.questions(world, make) };
}

const has = (made: unknown, mark: string): boolean =>
  typeof made === "object" && made !== null && typeof (made as Record<string, unknown>)[mark] === "function";
