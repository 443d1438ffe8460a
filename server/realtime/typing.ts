import type { ReadDb } from '#server/db/handle.ts';
import type { TypingInput } from '#shared/wire/socket.ts';
import { customerTopic } from '#shared/wire/topic.ts';
import type { Carried } from './hubs/frames.ts';
import type { Relay } from './hubs/relay.ts';
import type { OwnConversations } from './own-conversations.ts';
import type { AgentSocket, Namespaces, VisitorSocket } from './sockets.ts';
import { publicNameOf, type TypingPlace, typingPlace, visitorTypingPlace } from './typing.repository.ts';

/** A signal is forgotten this long after it came, unless another follows. */
const SHOWN_MS = 6000;
/** The same said again within this time is not passed on. */
const AGAIN_MS = 2000;
/** What a socket writes into is looked up this often. */
const PLACE_KEPT_MS = 10_000;

type Last = { readonly key: string; readonly active: boolean; readonly at: number };
type Said = Extract<Carried, { to: 'typing' }>;
type Place = { readonly key: string; readonly place: TypingPlace; readonly at: number };

/** Shows who is writing: agents to each other, the owner's replies to the customer, customers to agents. */
export type Typing = {
  readonly byAgent: (socket: AgentSocket, input: TypingInput) => Promise<void>;
  readonly byVisitor: (socket: VisitorSocket, active: boolean) => Promise<void>;
  /** What was said at another hub. */
  readonly hear: (typing: Said) => Promise<void>;
};

type Parts = {
  readonly db: ReadDb;
  readonly own: OwnConversations;
  readonly relay: Pick<Relay, 'tell' | 'hasOthers'>;
};

export function createTyping({ agents, visitors }: Namespaces, { db, own, relay }: Parts): Typing {
  const said = new WeakMap<object, Last>();
  const places = new WeakMap<object, Place>();
  const names = new WeakMap<object, Promise<string | null>>();
  const monotonic = () => process.uptime() * 1000;

  /** True for what is new, or was said long enough ago to be said again. */
  function isNews(socket: object, key: string, active: boolean): boolean {
    const last = said.get(socket);
    const at = monotonic();
    if (last !== undefined && last.key === key && last.active === active && (!active || at - last.at < AGAIN_MS))
      return false;
    said.set(socket, { key, active, at });
    return true;
  }

  async function placeOf(
    socket: object,
    key: string,
    look: () => Promise<TypingPlace | null>,
  ): Promise<TypingPlace | null> {
    const kept = places.get(socket);
    if (kept !== undefined && kept.key === key && monotonic() - kept.at < PLACE_KEPT_MS) return kept.place;
    const place = await look();
    // Where there is none yet, there is one as soon as the first message is in.
    if (place !== null) places.set(socket, { key, place, at: monotonic() });
    return place;
  }

  /** What the customer's page shows of it: the owner's replies, under the name that customers see. */
  async function customerSees(socket: AgentSocket, place: TypingPlace, active: boolean): Promise<Said['customer']> {
    if (place.ownerAgentId !== socket.data.asking.actor.id) return undefined;
    const isFollowed = visitors.adapter.rooms.has(customerTopic(place.customerId));
    if (!isFollowed && !relay.hasOthers()) return undefined;
    const asked = names.get(socket) ?? publicNameOf(db, socket.data.asking.actor.id);
    names.set(socket, asked);
    const name = await asked;
    return { active, ...(name === null ? {} : { name }) };
  }

  async function show({ signal, customer }: Said, except?: AgentSocket): Promise<void> {
    const topic = customerTopic(signal.customerId);
    (except ?? agents).to(topic).emit('typing', signal);
    const room = customer === undefined ? undefined : visitors.adapter.rooms.get(topic);
    if (customer === undefined || room === undefined) return;
    const { holds } = await own.learn([{ conversationId: signal.conversationId }]);
    for (const id of room) {
      const visitor = visitors.sockets.get(id);
      if (visitor === undefined || !holds(signal.conversationId, visitor.data.pass.contactPointId)) continue;
      visitor.emit('typing', { ...customer, forMs: SHOWN_MS });
    }
  }

  return {
    async byAgent(socket, { conversationId, mode, active }) {
      if (!isNews(socket, `${conversationId} ${mode}`, active)) return;
      const place = await placeOf(socket, conversationId, () => typingPlace(db, conversationId));
      // Whoever follows the customer may read the thread; nobody else can be seen writing on it.
      if (place === null || !socket.rooms.has(customerTopic(place.customerId))) return;
      const { actor, name } = socket.data.asking;
      const { customerId } = place;
      const signal = {
        customerId,
        conversationId,
        by: 'agent',
        agentId: actor.id,
        name,
        mode,
        active,
        forMs: SHOWN_MS,
      } as const;
      const customer = mode === 'reply' ? await customerSees(socket, place, active) : undefined;
      const typing: Said = { to: 'typing', signal, ...(customer === undefined ? {} : { customer }) };
      relay.tell([typing]);
      await show(typing, socket);
    },
    async byVisitor(socket, active) {
      const { pass } = socket.data;
      if (!isNews(socket, 'visitor', active)) return;
      const place = await placeOf(socket, 'visitor', () => visitorTypingPlace(db, pass.contactPointId));
      if (place === null) return;
      const { customerId, conversationId } = place;
      const signal = { customerId, conversationId, by: 'customer', mode: 'reply', active, forMs: SHOWN_MS } as const;
      relay.tell([{ to: 'typing', signal }]);
      await show({ to: 'typing', signal });
    },
    hear: (typing) => show(typing),
  };
}
