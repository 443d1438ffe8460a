import { createSession } from '#renderer/data/session.ts';
import { createConnection } from '#renderer/data/sync/connection.ts';
import { createHubHttp } from '#renderer/data/sync/http.ts';
import { openHubSocket } from '#renderer/data/sync/socket.ts';
import { realTiming } from '#renderer/data/sync/timing.ts';
import { createTopicHub } from '#renderer/data/sync/topic-hub.ts';
import { isHidden } from '#shared/domain/timeline-item.ts';
import { customerTopic } from '#shared/wire/topic.ts';
import type { Envelope } from '#shared/wire/topic-event.ts';
import type { Line, Owned, SeenHandoff, SeenItem } from '#test/support/history/line.ts';
import type { LoadClient, LoadParts, Now } from './load-client.ts';
import { signInDoor } from './sign-in-door.ts';

type Parts = Omit<LoadParts, 'paceMs' | 'random'> & { readonly password: string };

/** Follows many customers by the desk's own sync, without a screen, and writes down every event in the order applied. */
export function startAuditor({ url, name, password, recorder }: Parts): LoadClient & {
  readonly follow: (customerIds: readonly string[]) => void;
} {
  const session = createSession(signInDoor(url, name, password));
  const locale = () => 'en' as const;
  const baseUrl = async () => url;
  const http = createHubHttp({ baseUrl, session, locale });
  const connection = createConnection({
    baseUrl,
    token: session.token,
    locale,
    open: openHubSocket,
    timing: realTiming,
    onRevoked: session.ended,
  });
  const topics = createTopicHub({
    connection,
    timing: realTiming,
    catchUp: (topic, cursor) => http.ask('topic.catch-up', { topic, cursor, limit: 500 }),
  });
  const followed = new Map<string, ReturnType<typeof topics.follow>>();

  function follow(customerId: string): void {
    if (followed.has(customerId)) return;
    const topic = customerTopic(customerId);
    const wish = {
      topic,
      apply: (envelope: Envelope) => recorder.write(sawLine(envelope)),
      async reload() {
        const { heads } = await http.ask('customer.open', { customerId, limit: 1 });
        const head = heads.find((one) => one.topic === topic);
        if (head === undefined) throw new Error(`no head of ${topic}`);
        recorder.write({ what: 'loaded', ...head });
        return head;
      },
    };
    followed.set(customerId, topics.follow(wish));
  }

  session.start();
  void session.token().catch(() => undefined);
  const unsubscribe = session.view.subscribe(({ agent }) => {
    if (agent === null) return;
    recorder.write({ what: 'hello', role: 'agent', id: agent.id });
    connection.start();
    topics.setReady(true);
  });
  return {
    name,
    counts: { messages: 0, handoffs: 0 },
    ready: new Promise((resolve) => {
      connection.listen({ opened: () => resolve() });
    }),
    talk: () => undefined,
    quiet: async () => undefined,
    follow(customerIds) {
      for (const id of customerIds) follow(id);
    },
    lacks(now: Now) {
      const { state } = connection.view.getState();
      if (state !== 'connected') return `${name} is ${state}`;
      for (const [customerId, { follower }] of followed) {
        const version = follower.cursor()?.version ?? 0;
        if (version !== now.versions[customerId]) return `${name} has ${customerId} at version ${version}`;
      }
      return null;
    },
    showScreen: () => undefined,
    stop() {
      unsubscribe();
      connection.stop();
    },
  };
}

function sawLine({ topic, generation, version, event }: Envelope): Line {
  return { what: 'saw', topic, generation, version, ...told(event) };
}

function told(event: Envelope['event']): { item?: SeenItem; owner?: Owned; handoff?: SeenHandoff } {
  if (event.type === 'item_added') {
    const { customerId, seq } = event.item;
    return { item: isHidden(event.item) ? { customerId, seq } : { customerId, seq, id: event.item.id } };
  }
  if (event.type === 'conversation_changed') {
    const { id, epoch, owner } = event.conversation;
    return { owner: { conversationId: id, epoch, owner: owner.id } };
  }
  if (event.type === 'handoff_changed') return { handoff: { id: event.handoff.id, state: event.handoff.state } };
  return {};
}
