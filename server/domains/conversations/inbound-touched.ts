import type { HandoffRecord } from '#server/domains/handoffs/handoffs.repository.ts';
import { inboxesOf, tellFollowers } from '#server/domains/handoffs/tell-handoff.service.ts';
import type { StoredEvent } from '#server/domains/topics/change.ts';
import { addCustomerEvent, addInboxEvent } from '#server/domains/topics/topics.repository.ts';
import type { Work } from '#server/work.ts';
import type { DefaultTeam, InboundConversation } from './inbound.repository.ts';
import type { Touch } from './inbound-projection.ts';

type Entry = { readonly conversation: InboundConversation; touch: Touch | null; readonly formerOwners: Set<string> };

/** The conversations of one work: what is known of them, what changed, and who is to be told of it at the end. */
export class InboundTouched {
  readonly #entries = new Map<string, Entry>();
  /** Handoffs that were decided by what came in. */
  readonly #handoffs: HandoffRecord[] = [];
  readonly #teams = new Map<string | null, DefaultTeam | null>();

  constructor(conversations: readonly InboundConversation[]) {
    for (const conversation of conversations) this.add(conversation);
  }

  add(conversation: InboundConversation): InboundConversation {
    this.#entries.set(conversation.id, { conversation, touch: null, formerOwners: new Set() });
    return conversation;
  }

  /** Those on the customer's thread, whichever of its records they were opened on ([ID3]). */
  of(customerId: string): InboundConversation[] {
    return [...this.#entries.values()]
      .map((e) => e.conversation)
      .filter((c) => c.customerId === customerId || c.members?.includes(customerId) === true);
  }

  /** Asked for once per work and team; null is the team that takes new ones. */
  async teamFor(
    id: string | null,
    read: (id: string | null) => Promise<DefaultTeam | null>,
  ): Promise<DefaultTeam | null> {
    const known = this.#teams.get(id);
    if (known !== undefined) return known;
    const team = await read(id);
    this.#teams.set(id, team);
    return team;
  }

  touch(conversation: InboundConversation, touch: Touch, formerOwner: string | null = null): void {
    const entry = this.#entries.get(conversation.id);
    if (entry === undefined) throw new Error(`conversation ${conversation.id} is not of this work`);
    if (entry.touch !== 'state') entry.touch = touch;
    if (formerOwner !== null) entry.formerOwners.add(formerOwner);
  }

  /** A handoff whose customer came, or came too late. */
  decided(handoff: HandoffRecord): void {
    this.#handoffs.push(handoff);
  }

  changed(): InboundConversation[] {
    return this.#touched().map(({ conversation }) => conversation);
  }

  /** Customers' topics first, then agents' inboxes in order of id: locks in the order every work keeps. */
  async tell(work: Work): Promise<void> {
    const inboxes: { agentId: string; event: StoredEvent }[] = [];
    for (const { conversation: c, touch, formerOwners } of this.#touched()) {
      if (touch === 'state') {
        await addCustomerEvent(work, c.customerId, { type: 'conversation_changed', conversationId: c.id });
      }
      const agents = new Set(c.ownerAgentId === null ? formerOwners : [c.ownerAgentId, ...formerOwners]);
      const event = { type: 'rows_changed', conversationId: c.id } as const;
      for (const agentId of agents) inboxes.push({ agentId, event });
      work.changes.push({ to: 'team', teamId: c.teamId, conversationId: c.id });
    }
    for (const handoff of this.#handoffs) {
      await tellFollowers(work, handoff);
      const event = { type: 'offer_changed', handoffId: handoff.id } as const;
      for (const agentId of inboxesOf(handoff)) inboxes.push({ agentId, event });
    }
    inboxes.sort((a, b) => (a.agentId < b.agentId ? -1 : Number(a.agentId > b.agentId)));
    for (const { agentId, event } of inboxes) await addInboxEvent(work, agentId, event);
  }

  #touched(): Entry[] {
    return [...this.#entries.values()].filter((entry) => entry.touch !== null);
  }
}
