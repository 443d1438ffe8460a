import type { ReadDb } from '#server/db/handle.ts';
import type { TypingInput } from '#shared/wire/socket.ts';
import { customerTopic } from '#shared/wire/topic.ts';
import type { OwnConversations } from './own-conversations.ts';
import type { AgentSocket, Namespaces, VisitorSocket } from './sockets.ts';
import { publicNameOf, type TypingPlace, typingPlace, visitorTypingPlace } from './typing.repository.ts';

/** A signal is forgotten this long after it came, unless another follows. */
const SHOWN_MS = 6000;
/** The same said again within this time is not passed on. */
const AGAIN_MS = 2000;
/** What a socket writes into is looked up this often. */
const PLACE_KEPT_MS = 10_000;

type Said = { readonly key: string; readonly active: boolean; readonly at: number };
type Place = { readonly key: string; readonly place: TypingPlace | null; readonly at: number };

/** Shows who is writing: agents to each other, the owner's replies to the customer, customers to agents. */
export type Typing = {
  readonly byAgent: (socket: AgentSocket, input: TypingInput) => Promise<void>;
  readonly byVisitor: (socket: VisitorSocket, active: boolean) => Promise<void>;
};

export function createTyping({ agents, visitors }: Namespaces, db: ReadDb, own: OwnConversations): Typing {
  const said = new WeakMap<object, Said>();
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
    places.set(socket, { key, place, at: monotonic() });
    return place;
  }

  async function tellCustomer(socket: AgentSocket, place: TypingPlace, active: boolean): Promise<void> {
    const topic = customerTopic(place.customerId);
    const room = visitors.adapter.rooms.get(topic);
    if (room === undefined || place.ownerAgentId !== socket.data.asking.actor.id) return;
    const asked = names.get(socket) ?? publicNameOf(db, socket.data.asking.actor.id);
    names.set(socket, asked);
    const [name] = await Promise.all([asked, own.learn([place.conversationId])]);
    for (const id of room) {
      const visitor = visitors.sockets.get(id);
      if (visitor === undefined || !own.holds(place.conversationId, visitor.data.pass.contactPointId)) continue;
      visitor.emit('typing', { active, forMs: SHOWN_MS, ...(name === null ? {} : { name }) });
    }
  }

  return {
    async byAgent(socket, { conversationId, mode, active }) {
      if (!isNews(socket, `${conversationId} ${mode}`, active)) return;
      const place = await placeOf(socket, conversationId, () => typingPlace(db, conversationId));
      // Whoever follows the customer may read the thread; nobody else can be seen writing on it.
      if (place === null || !socket.rooms.has(customerTopic(place.customerId))) return;
      const { actor, name } = socket.data.asking;
      socket.to(customerTopic(place.customerId)).emit('typing', {
        customerId: place.customerId,
        conversationId,
        by: 'agent',
        agentId: actor.id,
        name,
        mode,
        active,
        forMs: SHOWN_MS,
      });
      if (mode === 'reply') await tellCustomer(socket, place, active);
    },
    async byVisitor(socket, active) {
      const { pass } = socket.data;
      if (!isNews(socket, 'visitor', active)) return;
      const place = await placeOf(socket, 'visitor', () => visitorTypingPlace(db, pass.contactPointId));
      if (place === null) return;
      agents.to(customerTopic(place.customerId)).emit('typing', {
        customerId: place.customerId,
        conversationId: place.conversationId,
        by: 'customer',
        mode: 'reply',
        active,
        forMs: SHOWN_MS,
      });
    },
  };
}
