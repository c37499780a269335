/** After the commit: whoever looks at the conversation looks again, and the forwarding decides anew. */
import type { Ground } from "../ground.js";

export interface Moved {
  readonly site: string;
  readonly id: string;
}

export function tell(ground: Pick<Ground, "hub" | "ring">, { site, id }: Moved): void {
  ground.hub.publish({ about: "conversation", site, id });
  ground.ring();
}
