/** "Everything about ana@example.com": shown first, so that nothing is handed out or deleted unseen. Each step counts at once: "Save" is for the rest. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type AddressedConversation, type DossierFormat, parseEmail } from "../../protocol/index.js";
import type { Addresses } from "../addresses.js";
import { readable } from "../calls.js";
import { words } from "../words.js";
import { AddressConversations } from "./address-conversations.js";
import { AddressField } from "./address-field.js";

const say = words.privacy;

interface Found {
  readonly email: string;
  readonly conversations: readonly AddressedConversation[];
}

export function AddressData({ addresses }: { addresses: Addresses }) {
  const input = useRef<HTMLInputElement>(null);
  const trouble = useSignal<string | undefined>(undefined);
  const found = useSignal<Found | undefined>(undefined);
  const done = useSignal("");
  const attempt = async (work: () => Promise<void>) => {
    trouble.value = undefined;
    done.value = "";
    await work().catch((cause: unknown) => {
      trouble.value = say.failed(readable(cause).message);
    });
  };
  const find = () =>
    attempt(async () => {
      found.value = undefined;
      const email = parseEmail(input.current?.value ?? "");
      if (email === undefined) trouble.value = words.signIn.notAnAddress;
      else found.value = { email, conversations: await addresses.find(email) };
      if (email === undefined) input.current?.focus();
    });
  const save = ({ email }: Found, as: DossierFormat) =>
    attempt(async () => download(await addresses.dossier(email, as), email, as));
  const erase = ({ email, conversations }: Found) =>
    attempt(async () => {
      const ids = conversations.map(({ id }) => id);
      const erased = await addresses.erase(email, ids);
      found.value = undefined;
      done.value = say.erased(erased, email);
      input.current?.focus();
    });
  const now = found.value;
  return (
    <>
      <AddressField input={input} label={say.about} hint={say.aboutHint} error={trouble.value} button={say.find} onGo={find} />
      <p class="hint" role="status">
        {now === undefined ? done.value : say.found(now.conversations.length, now.email)}
      </p>
      {now === undefined || now.conversations.length === 0 ? null : (
        <AddressConversations key={now.email} {...now} onSave={(as) => void save(now, as)} onErase={() => void erase(now)} />
      )}
    </>
  );
}

function download(content: string, email: string, as: DossierFormat): void {
  const type = as === "json" ? "application/json" : "text/html;charset=utf-8";
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${email.replace(/[^\w.@+-]+/g, "-")}.${as}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
