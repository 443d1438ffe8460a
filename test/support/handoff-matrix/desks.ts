import { io, type Socket } from 'socket.io-client';
import { afterAll } from 'vitest';
import type { HandoffState } from '#shared/domain/handoff.ts';
import type { AgentDownEvents, AgentUpEvents } from '#shared/wire/socket.ts';
import { inboxTopic, teamTopic } from '#shared/wire/topic.ts';
import type { Envelope } from '#shared/wire/topic-event.ts';
import { WIRE_VERSION } from '#shared/wire/version.ts';
import { ACK_MS } from '#test/support/desk.ts';
import type { MadeAgent } from '#test/support/factories/people.ts';
import type { SignedInAgent, TestHub } from '#test/support/hub.ts';

/** Somebody at a desk for the whole of a matrix: what they were told by their sockets is kept, in order. */
export type MatrixDesk = {
  readonly agent: MadeAgent;
  readonly events: Envelope[];
  readonly signedIn: () => SignedInAgent;
  /** Signs in anew when the access token is about to end; what was heard stays. */
  readonly refresh: () => Promise<void>;
};

const FRESH_MS = 4 * 60_000;

/** Signs an agent in to the hub and follows their inbox and their teams. Closed after the file's tests. */
export async function atDesk(hub: TestHub, agent: MadeAgent): Promise<MatrixDesk> {
  const events: Envelope[] = [];
  let signedIn = await hub.signIn(agent);
  let since = performance.now();
  let socket = await listen(hub.url, signedIn.token, agent, events);
  afterAll(() => void socket.disconnect());
  return {
    agent,
    events,
    signedIn: () => signedIn,
    async refresh() {
      if (performance.now() - since < FRESH_MS) return;
      signedIn = await hub.signIn(agent);
      since = performance.now();
      const next = await listen(hub.url, signedIn.token, agent, events);
      socket.disconnect();
      socket = next;
    },
  };
}

type AgentSocket = Socket<AgentDownEvents, AgentUpEvents>;

async function listen(url: string, token: string, agent: MadeAgent, events: Envelope[]): Promise<AgentSocket> {
  const auth = { token, version: WIRE_VERSION };
  const socket: AgentSocket = io(`${url}/agent`, { transports: ['websocket'], forceNew: true, auth });
  socket.on('topic', (envelope) => events.push(envelope));
  socket.on('topics', (envelopes) => events.push(...envelopes));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const topics = [inboxTopic(agent.id), ...agent.teamIds.map(teamTopic)].map((topic) => ({ topic }));
  const answer = await socket.timeout(ACK_MS).emitWithAck('follow', { topics });
  if (!answer.ok) throw new Error(answer.error.code);
  return socket;
}

/** States of a handoff in the order in which this desk was told them on one of its topics; repeats left out. */
export function statesTold({ events }: Pick<MatrixDesk, 'events'>, handoffId: string, topic: string): HandoffState[] {
  const states = events.flatMap(({ topic: on, event }) =>
    on === topic && event.type === 'offer_changed' && event.handoff.id === handoffId ? [event.handoff.state] : [],
  );
  return states.filter((state, i) => state !== states[i - 1]);
}
