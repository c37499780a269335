/** Which page it is: signing in, or the desk. */
import type { Screen } from "../media.js";
import type { Session } from "../session.js";
import { DeskPage } from "./desk-page.js";
import { SignInPage } from "./sign-in-page.js";

export function App({ session, screen }: { session: Session; screen: Screen }) {
  const phase = session.phase.value;
  if (phase.at !== "desk") return <SignInPage phase={phase} onSignIn={session.signIn} onRequest={session.requestLink} />;
  return <DeskPage desk={phase.desk} place={session.place} screen={screen} onSignOut={session.signOut} />;
}
