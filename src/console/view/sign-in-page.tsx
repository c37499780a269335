/** Before the desk: a link waits for its click, or is asked for by e-mail. There are no passwords. */
import { useEffect } from "preact/hooks";
import type { Phase } from "../session.js";
import { words } from "../words.js";
import { RequestLink } from "./request-link.js";

export interface SignInPageProps {
  phase: Exclude<Phase, { at: "desk" }>;
  onSignIn(): Promise<void>;
  onRequest(email: string): Promise<void>;
}

export function SignInPage({ phase, onSignIn, onRequest }: SignInPageProps) {
  useEffect(() => {
    document.title = words.product;
  }, []);
  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <p class="brand">{words.product}</p>
        <h1>{words.signIn.title}</h1>
        {phase.at === "looking" ? (
          <p role="status">{phase.isOffline ? words.signIn.lookingOffline : words.signIn.looking}</p>
        ) : null}
        {phase.at === "link" ? (
          <>
            <p>
              {words.signIn.ready} {words.signIn.onlyOnce}
            </p>
            <button type="button" class="primary" aria-disabled={phase.using} onClick={() => void onSignIn()}>
              {words.signIn.button}
            </button>
            <p class="error" role="alert">
              {phase.error === undefined ? null : words.signIn.failed(phase.error.message)}
            </p>
          </>
        ) : null}
        {phase.at === "signed-out" ? (
          <>
            {words.signIn.because[phase.because] === undefined ? null : (
              <p class="notice" role="status">
                {words.signIn.because[phase.because]}
              </p>
            )}
            <RequestLink onRequest={onRequest} />
          </>
        ) : null}
      </div>
    </main>
  );
}
