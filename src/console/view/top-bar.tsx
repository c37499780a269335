/** Where one can go, how one is seen, who one is. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { ChatError } from "../../client/errors.js";
import { AgentStatus, MailMe, type Me } from "../../protocol/index.js";
import { dayEndOf } from "../day-end.js";
import { hashOf } from "../place.js";
import { momentOf, timeOf } from "../times.js";
import { words } from "../words.js";
import { ChevronDown } from "./icons.js";
import { Menu } from "./menu.js";
import { Face } from "./small.js";

const ENDS_DAY = "ends-day";

export interface TopBarProps {
  me: Me | undefined;
  isSettings: boolean;
  trouble: string | undefined;
  now: ReadonlySignal<number>;
  onStatus(status: AgentStatus): void;
  onEndsDay(endsDay: boolean): void;
  onMailMe(mailMe: MailMe): void;
  onSignOut(): Promise<void>;
}

export function TopBar({ me, isSettings, trouble, now, onStatus, onEndsDay, onMailMe, onSignOut }: TopBarProps) {
  const leaving = useSignal<string | undefined>(undefined);
  const signOut = async () => {
    leaving.value = undefined;
    try {
      await onSignOut();
    } catch (cause) {
      leaving.value = words.signOutFailed(cause instanceof ChatError ? cause.message : String(cause));
    }
  };
  const alert = leaving.value ?? trouble;
  return (
    <header class="top">
      <span class="brand">{words.product}</span>
      <nav aria-label={words.nav}>
        <a href={hashOf({ at: "inbox" })} aria-current={isSettings ? undefined : "page"}>
          {words.inbox}
        </a>
        <a href={hashOf({ at: "settings" })} aria-current={isSettings ? "page" : undefined}>
          {words.settings}
        </a>
      </nav>
      {me === undefined ? null : (
        <>
          <p class="as-told" role="status">
            {asTold(me, now.value)}
          </p>
          <Menu
            class="status"
            items={[
              ...AgentStatus.options.map((status) => ({
                key: status,
                label: words.status[status],
                hint: words.statusMeans[status],
                isChosen: me.status === status,
              })),
              {
                key: ENDS_DAY,
                label: words.endsDay,
                hint: words.endsDayAt(timeOf(dayEndOf(me, now.value))),
                isOn: me.endsDay === true,
              },
            ]}
            onChoose={(key) => {
              if (key === ENDS_DAY) onEndsDay(!me.endsDay);
              else AgentStatus.options.filter((status) => status === key).forEach(onStatus);
            }}
          >
            <span class={`dot is-${me.status}`} />
            <span class="only-read">{words.statusOf} </span>
            {words.status[me.status]}
            {me.offlineAt === undefined ? null : <span class="until"> {words.offlineAt(momentOf(me.offlineAt, now.value))}</span>}
            <ChevronDown />
          </Menu>
          <Menu
            class="account"
            items={[
              ...MailMe.options.map((mailMe) => ({
                key: mailMe,
                label: words.mailMe[mailMe],
                hint: words.mailMeMeans[mailMe],
                isChosen: me.mailMe === mailMe,
              })),
              { key: "sign-out", label: words.signOut, hint: me.email },
            ]}
            onChoose={(key) => {
              const mailMe = MailMe.options.find((one) => one === key);
              if (mailMe === undefined) void signOut();
              else onMailMe(mailMe);
            }}
          >
            <Face id={me.agent.id} name={me.agent.name} />
            <span class="only-read">{words.account(me.agent.name)}</span>
          </Menu>
        </>
      )}
      <div class="top-alert" role="alert">
        {alert === undefined ? null : <p>{alert}</p>}
      </div>
    </header>
  );
}

/** What visitors are told while this agent is not to be seen. Nothing while online within hours: then it is as it says. */
function asTold({ status, availability, opensAt }: Me, now: number): string | null {
  if (opensAt !== undefined && opensAt > now) return words.closedUntil(momentOf(opensAt, now));
  if (status === "online") return availability === "away" ? words.closed : null;
  return availability === "away" ? words.visitorsSeeAway : words.colleagueIsOnline;
}
