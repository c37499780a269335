/** The desk's frame: top bar, banner, and the inbox with its conversation or the settings. */
import { type ReadonlySignal, useSignalEffect } from "@preact/signals";
import type { Desk } from "../desk.js";
import type { Screen } from "../media.js";
import type { Place } from "../place.js";
import { unreadIn } from "../rows.js";
import { words } from "../words.js";
import { InboxPane } from "./inbox-pane.js";
import { Loaded } from "./loaded.js";
import { SettingsPage } from "./settings-page.js";
import { Empty } from "./small.js";
import { TalkPane } from "./talk-pane.js";
import { TopBar } from "./top-bar.js";

export interface DeskPageProps {
  desk: Desk;
  place: ReadonlySignal<Place>;
  screen: Screen;
  onSignOut(): Promise<void>;
}

export function DeskPage({ desk, place, screen, onSignOut }: DeskPageProps) {
  const me = desk.me.shown.value;
  const at = place.value.at;
  useSignalEffect(() => {
    const inbox = desk.inbox.shown.value;
    const unread = inbox.at === "here" ? unreadIn(inbox.value.conversations) : "0";
    document.title = unread === "0" ? words.product : `(${unread}) ${words.product}`;
  });
  return (
    <div class="desk">
      <TopBar
        me={me.at === "here" ? me.value : undefined}
        isSettings={at === "settings"}
        trouble={desk.ownTrouble.value}
        now={desk.clock.now}
        onStatus={desk.setStatus}
        onEndsDay={desk.setEndsDay}
        onMailMe={desk.setMailMe}
        onSignOut={onSignOut}
      />
      <div class="banner" role="status">
        {desk.lost.value ? <p>{words.offline}</p> : null}
      </div>
      {at === "settings" ? (
        <main class="page">
          <Loaded shown={desk.settingsShown} onAgain={desk.askSettings}>
            {() => (
              <SettingsPage
                draft={desk.settings}
                defaults={desk.defaults}
                suppressions={desk.suppressions}
                addresses={desk.addresses}
                accounts={desk.accounts}
                identityKeys={desk.identityKeys}
                now={desk.clock.now}
              />
            )}
          </Loaded>
        </main>
      ) : (
        <Conversations desk={desk} screen={screen} />
      )}
    </div>
  );
}

function Conversations({ desk, screen }: Pick<DeskPageProps, "desk" | "screen">) {
  const talk = desk.talk.value;
  const isNarrow = screen.isNarrow.value;
  const me = desk.me.shown.value;
  const inbox = (
    <InboxPane
      inbox={desk.inbox}
      now={desk.clock.now}
      typing={desk.typing}
      chosen={talk?.id}
      me={me.at === "here" ? me.value.agent.id : undefined}
    />
  );
  if (isNarrow && talk === undefined) return <main class="inbox">{inbox}</main>;
  return (
    <div class="columns">
      {isNarrow ? null : (
        <section class="inbox" aria-label={words.conversations}>
          {inbox}
        </section>
      )}
      {talk === undefined ? (
        <main class="talk is-empty">
          <Empty title={words.chooseTitle} text={words.chooseText} />
        </main>
      ) : (
        <TalkPane key={talk.id} talk={talk} desk={desk} screen={screen} />
      )}
    </div>
  );
}
