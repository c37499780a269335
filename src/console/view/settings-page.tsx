/** The site's settings: what is sent, what is asked, how the chat looks. Nothing is saved before "Save", and nothing typed is lost. */
import type { ReadonlySignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { KeptAccounts } from "../accounts.js";
import type { Addresses } from "../addresses.js";
import type { Defaults } from "../desk.js";
import type { Fresh } from "../fresh.js";
import type { KeptIdentityKeys } from "../identity-keys.js";
import type { SettingsDraft } from "../settings-draft.js";
import type { Suppressions } from "../suppressions.js";
import { words } from "../words.js";
import { AccountSettings } from "./account-settings.js";
import { AgentMailSettings } from "./agent-mail-settings.js";
import { ContactFormSettings } from "./contact-form-settings.js";
import { ForwardingSettings } from "./forwarding-settings.js";
import { HoursSettings } from "./hours-settings.js";
import { IdentityKeySettings } from "./identity-key-settings.js";
import { PrivacySettings } from "./privacy-settings.js";
import { SiteSettingsFields } from "./site-settings.js";
import { SuppressionList } from "./suppression-list.js";
import { UploadSettingsFields } from "./upload-settings.js";

export interface SettingsPageProps {
  draft: SettingsDraft;
  defaults: Fresh<Defaults>;
  suppressions: Suppressions;
  addresses: Addresses;
  accounts: KeptAccounts;
  identityKeys: KeptIdentityKeys;
  now: ReadonlySignal<number>;
}

export function SettingsPage({ draft, defaults, suppressions, addresses, accounts, identityKeys, now }: SettingsPageProps) {
  const form = useRef<HTMLFormElement>(null);
  const edited = draft.edited.value;
  const saving = draft.saving.value;
  useEffect(() => {
    const culprit = saving.at === "failed" ? form.current?.querySelector<HTMLElement>("[aria-invalid=true]") : undefined;
    // What is folded away takes no focus.
    culprit?.closest("details")?.setAttribute("open", "");
    culprit?.focus();
  }, [saving]);
  if (edited === undefined) return null;
  const culprits = saving.at === "failed" ? saving.culprits : new Set<string>();
  const part = { edited, culprits, onEdit: draft.edit };
  return (
    <form
      ref={form}
      class="settings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void draft.save();
      }}
    >
      <h1>{words.settingsTitle}</h1>
      {draft.isOutdated.value ? (
        <p class="notice" role="status">
          {words.outdated}
        </p>
      ) : null}
      <ForwardingSettings {...part} defaults={defaults} testing={draft.testing.value} onTest={() => void draft.sendTest()} />
      <AgentMailSettings {...part} defaults={defaults} />
      <HoursSettings {...part} now={now} />
      <ContactFormSettings {...part} />
      <UploadSettingsFields {...part} />
      <SiteSettingsFields {...part} />
      <PrivacySettings {...part} addresses={addresses} />
      <AccountSettings accounts={accounts} now={now.value} />
      <IdentityKeySettings keys={identityKeys} now={now.value} />
      <SuppressionList suppressions={suppressions} />
      <div class="save-bar">
        <p role="status" class={saving.at === "failed" ? "is-bad" : saving.at === "saved" ? "is-good" : ""}>
          {standing(draft)}
        </p>
        {draft.isChanged.value ? (
          <button type="button" class="quiet" onClick={draft.revert}>
            {words.revert}
          </button>
        ) : null}
        <button type="submit" class="primary" aria-disabled={saving.at === "saving"}>
          {words.save}
        </button>
      </div>
    </form>
  );
}

function standing({ saving, isChanged }: SettingsDraft): string | null {
  const now = saving.value;
  switch (now.at) {
    case "saving":
      return words.saving;
    case "saved":
      return words.saved;
    case "failed":
      return now.said === undefined ? words.notSaved : words.notSavedBecause(now.said);
    case "idle":
      return isChanged.value ? words.unsaved : null;
  }
}
