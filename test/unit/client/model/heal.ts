/** The bad luck ends, and somebody looks at every tab. From here on everything has to come right by itself. */
import { expected } from "./expected.js";
import { excuse } from "./ledger.js";
import { drafts } from "./tab.js";
import { conversationOf, type World } from "./world.js";

/** What is promised. What was under way when the last fault ended may hang until its deadline, 20 s; then it is tried again at once. */
export const CONVERGED_MS = 60_000;
/** The person fills the form a while after it has asked for the contact. */
const FIRST_FORM_MS = 25_000;
const OTHER_FORMS_MS = 40_000;

export async function heal(world: World): Promise<void> {
  const { weather, disk, browser, tabs, server, time } = world;
  weather.clear();
  disk.health = "works";
  browser.words = "heard";
  server.desk.setAvailability("online");
  // What has no number is not missed on a line that goes on: it comes with the next one.
  if (weather.lost.has("changed") || weather.lost.has("read") || browser.hasLostNews)
    for (const one of [...weather.underWay]) if (one.isLine) one.cut("unavailable");
  for (const tab of tabs) tab.life.thaw();
  await time.advance(0);
  // What a tab that is gone has left on the device is taken up by the next page view.
  world.open();
  for (const tab of tabs) {
    tab.page("back");
    tab.page("visible");
    tab.page("online");
    tab.chat.gesture();
    tab.openPanel(true);
  }
  const over = time.now();
  const until = (ms: number) => time.advance(over + ms - time.now());
  await until(FIRST_FORM_MS);
  // A link that another tab had followed may since have brought what wants to be touched first, here as there.
  for (const { chat } of tabs) chat.gesture();
  const filled = await fillForms(world, []);
  await until(OTHER_FORMS_MS);
  // Tabs of one conversation hear of the contact; those kept apart (maybe for want of a disk) are asked for it themselves. So is
  // everybody to whom the server has said until now that they shall wait, and who had not been asked before.
  await fillForms(world, world.mayDiverge !== undefined || world.disk.hasFailed ? "all" : filled);
  await until(CONVERGED_MS);
}

/**
 * The visitor fills the form wherever something waits for it: in all tabs, or in one of each conversation but those in which that
 * has been done. If that does not help, something still waits.
 */
async function fillForms(world: World, where: "all" | readonly (string | undefined)[]): Promise<(string | undefined)[]> {
  const asking = world.tabs.filter(({ chat }) => drafts(chat).some(({ state }) => state.at === "held"));
  const conversations = asking.map((tab) => conversationOf(world, tab));
  const isFirst = (index: number) => conversations.indexOf(conversations[index]) === index;
  const here = asking.filter((_, index) => where === "all" || (isFirst(index) && !where.includes(conversations[index])));
  const filled = Promise.all(here.map(({ chat }) => expected(chat.identify({ email: "ana@example.com" }))));
  await Promise.all([filled, world.time.advance(1_000)]);
  return conversations;
}

/** The person takes the rest of what failed for what it is. */
export function giveUpFailed({ tabs, ledger }: World): void {
  for (const { chat } of tabs)
    for (const { id, state } of drafts(chat)) if (state.at === "failed") excuse(ledger.get(id), "shown as failed, with its text");
}
