// A desk without its window, in a process of its own that can be killed: `node desk.ts URL FOLDER`, told by messages what
// to do. It is the desk's own client, composer and store; only time runs twenty times as fast.
import { createDeskClient } from '#renderer/data/client/desk-client.ts';
import type { ThreadDoor } from '#renderer/data/client/desk-client-types.ts';
import { desktopStore } from '#renderer/data/local/local-store.ts';
import { createSession } from '#renderer/data/session.ts';
import type { Timing } from '#renderer/data/sync/timing.ts';
import { createComposerStore, keyOf, type Mode, patchDraft } from '#renderer/desk/features/composer/composer-store.ts';
import { createDraftKeeper } from '#renderer/desk/features/composer/draft-keeper.ts';
import { createReplySender } from '#renderer/desk/features/composer/reply-sender.ts';
import { newestOf } from '#renderer/state/outbox-state.ts';
import { isHidden } from '#shared/domain/timeline-item.ts';
import { keptBridge } from '#test/support/kept-bridge.ts';

const FASTER = 20;
const [url = '', folder = '', agentText = '{}', token = ''] = process.argv.slice(2);
const agent = JSON.parse(agentText) as { id: string; login: string; name: string; role: 'agent' };

const start = Date.now();
const timing: Timing = {
  now: () => start + (Date.now() - start) * FASTER,
  later(milliseconds, act) {
    const timer = setTimeout(act, milliseconds / FASTER);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

// As the main process does: it holds the session, and gives a token only when the hub answers.
const held = { accessToken: token, accessTokenExpiresAt: '2099-01-01T00:00:00.000Z', agent };
const session = createSession(
  {
    signIn: async () => ({ ok: true, data: held }),
    signInWithCode: async () => ({ ok: true, data: held }),
    async refresh() {
      const isThere = await fetch(`${url}/healthz`).then(
        () => true,
        () => false,
      );
      if (isThere) return { ok: true, data: held };
      return { ok: false, error: { code: 'hub_unreachable', message: 'away', retryable: true } };
    },
    signOut: async () => undefined,
    kept: async () => agent,
    onEnded: () => undefined,
  },
  timing,
);
const bridge = keptBridge(folder, { hub: url, agentId: agent.id });
/** What is on the disk for sure. */
const written = new Set<string>();
const client = createDeskClient({
  session,
  baseUrl: async () => url,
  locale: () => 'en',
  timing,
  local: desktopStore({
    ...bridge,
    async localPut(args) {
      const answer = await bridge.localPut(args);
      if (answer.ok && answer.data.kept) written.add(`${args.namespace}/${args.key}`);
      return answer;
    },
  }),
});
const store = createComposerStore();
const keeper = createDraftKeeper(store, client);
const sender = createReplySender({ store, keeper, client, nowMs: () => performance.now() });
const doors = new Map<string, ThreadDoor>();

type Place = { readonly conversationId: string; readonly customerId: string };

const type = (conversationId: string, mode: Mode, text: string): void => {
  patchDraft(store, keyOf(conversationId, mode), () => ({ text, state: 'dirty' }));
  keeper.touched(conversationId, mode);
};

/** What its author has had on screen: everything that is loaded. */
const seenOf = (customerId: string): Record<string, number> => ({
  ...newestOf((doors.get(customerId)?.view.getState().thread.items ?? []).filter((item) => !isHidden(item))),
});

const acts = {
  open({ customerId, conversationId }: Place): void {
    doors.set(customerId, client.openThread(customerId, conversationId));
  },
  /** As the window does it: written, then sent. Whether it was sent or waits. */
  async reply({ conversationId, customerId, text }: Place & { readonly text: string }): Promise<boolean> {
    const epoch = client.entities.getState().conversations.get(conversationId)?.epoch ?? 0;
    type(conversationId, 'reply', text);
    return sender.reply({ conversationId, customerId, epoch, seen: seenOf(customerId) });
  },
  async draft({ conversationId, text }: Place & { readonly text: string }): Promise<void> {
    await keeper.load(conversationId);
    type(conversationId, 'reply', text);
    await keeper.keepNow(conversationId, 'reply');
  },
  async loadDraft({ conversationId }: Place): Promise<void> {
    await keeper.load(conversationId);
  },
  insist: ({ conversationId, customerId }: Place): Promise<void> => {
    const epoch = client.entities.getState().conversations.get(conversationId)?.epoch ?? 0;
    return client.local.outbox.insist(conversationId, { epoch, seen: seenOf(customerId) });
  },
  discard: ({ conversationId }: Place): Promise<void> => client.local.outbox.discard(conversationId),
  state(_: unknown) {
    return {
      connection: client.connection.view.getState(),
      queues: [...client.local.outbox.store.getState().values()],
      drafts: [...store.getState().drafts].map(([key, { text }]) => ({ key, text })),
      threads: [...doors].map(([customerId, door]) => {
        const { state, thread } = door.view.getState();
        return { customerId, state, texts: thread.items.flatMap((one) => (isHidden(one) ? [] : [textOf(one)])) };
      }),
      inbox: [...client.inbox.store.getState().rows.keys()],
      people: client.people.getState().agents.size,
      written: [...written],
    };
  },
};

const textOf = (item: { readonly data: object }): string => ('text' in item.data ? String(item.data.text) : '');

export type DeskChildAct = keyof typeof acts;
export type DeskChildState = ReturnType<typeof acts.state>;

process.on('message', async ({ id, act, input }: { id: number; act: DeskChildAct; input: never }) => {
  const result = await (acts[act] as (input: never) => unknown)(input);
  process.send?.({ id, result });
});
process.on('disconnect', () => process.exit());

session.start();
client.start();
client.inbox.load('mine');
process.send?.({ ready: true });
