/** The desk's stream: ids of what moved. The desk asks again for what it shows. */
import type { AgentEvent } from "../../protocol/index.js";
import type { Ground } from "../ground.js";
import { type Line, oneAtATime } from "../http/stream.js";
import { type AgentCaller, loadAgent } from "./caller.js";

export async function holdAgentEvents(ground: Ground, agent: AgentCaller, line: Line): Promise<void> {
  const send = (event: AgentEvent) => line.send(event);
  const check = oneAtATime(async () => {
    const current = await loadAgent(ground, agent.sessionHash);
    if (current === undefined) line.end();
  });
  const orEnd = (work: Promise<void>) =>
    ground.background(
      work.catch((error: unknown) => {
        line.end();
        throw error;
      }),
    );
  const unsubscribe = ground.hub.subscribe({ site: agent.siteId }, (notice) => {
    switch (notice.about) {
      case "conversation":
        return send({ type: "conversation", id: notice.id });
      case "typing":
        // Agents' own typing has a sender; the desk shows the visitor's.
        return notice.from === undefined ? send({ type: "typing", id: notice.id, on: notice.on }) : undefined;
      case "site":
        return send({ type: "site" });
      case "sessions":
        return notice.id === agent.id ? orEnd(check()) : undefined;
    }
  });
  line.onEnd(unsubscribe);
  send({ type: "hello", now: ground.now() });
  const beat = async () => {
    await check();
    send({ type: "beat" });
  };
  line.onEnd(ground.heart.join(() => orEnd(beat())));
}
