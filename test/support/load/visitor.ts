import { createChat } from '#renderer/widget/chat.ts';
import { type Connection, connectTo, type VisitorSocket } from '#renderer/widget/connection.ts';
import type { Envelope } from '#shared/wire/topic-event.ts';
import type { SeenItem } from '#test/support/history/line.ts';
import { type Counts, type LoadClient, type LoadParts, type Now, pause, waitFor } from './load-client.ts';

type Message = ReturnType<ReturnType<typeof createChat>['view']>['thread']['messages'][number];
const seen = ({ customerId, seq, id, data }: Message): SeenItem => ({ customerId, seq, id, text: data.text });

/** A customer in the widget: its own client code, without the screen. */
export function startVisitor({ url, name, recorder, random, paceMs }: LoadParts): LoadClient {
  const counts: Counts = { messages: 0, handoffs: 0 };
  const waiting = new Map<string, string>();
  let talking = false;
  let met = false;
  const chat = createChat({
    hub: url,
    connection: tapped(connectTo(url), (envelope) => {
      const { topic, event } = envelope;
      if (event.type !== 'item_added') return;
      const { item } = event;
      if (!('hidden' in item)) {
        const { customerId, seq, id } = item;
        recorder.write({ what: 'got', topic, item: { customerId, seq, id } });
      }
    }),
    identity: null,
    locale: () => 'ja',
    onChange: changed,
  });

  function changed(): void {
    const { session, outbox, thread } = chat.view();
    if (!met && session !== null) {
      met = true;
      recorder.write({ what: 'hello', role: 'visitor', id: session.visitorId, customerId: session.customerId });
    }
    if (waiting.size === 0) return;
    const still = new Set(outbox.filter(({ refused }) => refused === undefined).map(({ said }) => said.text));
    for (const [text, id] of waiting) {
      if (still.has(text)) continue;
      const message = thread.messages.findLast(({ data }) => data.text === text);
      waiting.delete(text);
      if (message === undefined) recorder.write({ what: 'fail', id, code: 'refused' });
      else {
        recorder.write({ what: 'ok', id, item: seen(message) });
        counts.messages += 1;
      }
    }
  }

  async function speak(): Promise<void> {
    await waitFor(() => met);
    for (let n = 1; talking; n += 1) {
      const id = `${name}-${n}`;
      const text = `${name} says ${n}`;
      recorder.write({ what: 'invoke', id, command: 'visitor:send', text });
      waiting.set(text, id);
      chat.send({ text });
      await pause(random.int(Math.ceil(paceMs / 2), Math.ceil(paceMs * 1.5)));
      // Who has five unanswered bubbles waits; a customer does, too.
      await waitFor(
        () => waiting.size < 5,
        () => !talking,
      );
    }
  }

  chat.start();
  return {
    name,
    counts,
    ready: waitFor(() => met && chat.view().line === 'connected').then(() => undefined),
    talk() {
      talking = true;
      void speak();
    },
    async quiet() {
      talking = false;
      await waitFor(() => waiting.size === 0);
    },
    lacks(now: Now) {
      const { line, thread } = chat.view();
      if (line !== 'connected') return `${name} is ${line}`;
      const newest = Math.max(0, ...thread.messages.map(({ seq }) => seq));
      const visible = now.visible[thread.customerId ?? ''] ?? 0;
      return newest === visible ? null : `${name} shows up to ${newest} of ${visible}`;
    },
    showScreen() {
      const { thread, session } = chat.view();
      const customerId = session?.customerId ?? '';
      const items = thread.messages.map(seen);
      recorder.write({ what: 'screen', customerId, whole: thread.before === undefined, items, owners: [] });
    },
    stop: () => undefined,
  };
}

/** Sees every frame that the hub sends to the page, whether the page shows it or not. */
function tapped(connection: Connection, on: (envelope: Envelope) => void): Connection {
  return {
    ...connection,
    socket(): VisitorSocket {
      const socket = connection.socket();
      socket.on('topic', on);
      return socket;
    },
  };
}
