import { createHmac } from 'node:crypto';
import type { Asking } from '#server/asking.ts';
import type { Tokens } from '#server/auth/tokens.ts';
import { visitorSession } from '#server/auth/visitor-sessions.ts';
import { runCommand } from '#server/commands/run-command.ts';
import { commandHandlers } from '#server/commands/table.ts';
import type { Deps } from '#server/deps.ts';
import { type ConversationRecord, findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { keepEvents } from '#server/domains/ingest/keep-events.service.ts';
import { readEvent } from '#server/domains/ingest/parse-line.ts';
import { inWork } from '#server/work.ts';
import type { Brief, ItemRef } from '#shared/domain/brief.ts';
import type { CommandInput, CommandName, CommandOutput } from '#shared/wire/commands.ts';
import type { DemoCustomer } from './cast.ts';
import { categoryNamed, lastSeqOf } from './demo.repository.ts';

export type StageParts = {
  readonly deps: Deps;
  readonly tokens: Tokens;
  readonly workspaceName: string;
  readonly widgetSecret: string;
};
type Visitor = { readonly asking: Asking; readonly customerId: string };

/**
 * Plays demo people through the hub's own doors: visitors and agents give real commands, shops and stores send real
 * events. `at` is when it happens, so that months of history can be played in seconds.
 */
export class Stage {
  readonly #parts: StageParts;
  readonly #agents: ReadonlyMap<string, Asking>;
  readonly #visitors = new Map<string, Visitor>();
  readonly #conversations = new Map<string, string>();

  constructor(parts: StageParts, agents: ReadonlyMap<string, Asking>) {
    this.#parts = parts;
    this.#agents = agents;
  }

  /** One event from an outside system; the keys of the demo are trusted with identities. */
  async event(at: Date, customer: DemoCustomer, event: Record<string, unknown>): Promise<void> {
    const deps = this.#at(at);
    const asking: Asking = {
      actor: { role: 'integration', id: 'demo', teamIds: [], grants: ['identity:assert'] },
      name: 'demo',
      locale: 'ja',
    };
    const ready = readEvent(
      asking,
      { source: 'demo', occurredAt: at.toISOString(), customer: claimOf(customer), ...event },
      at,
    );
    await inWork(deps, (work) => keepEvents(work, [ready]));
  }

  /** The customer says something in the widget; the conversation it went to is where agents answer next. */
  async customerSays(at: Date, customer: DemoCustomer, text: string): Promise<void> {
    const { asking } = await this.visitor(at, customer);
    const { item } = await this.#command(at, asking, 'visitor:send', { text });
    if (item.conversationId !== undefined) this.#conversations.set(customer.key, item.conversationId);
  }

  /**
   * A command of an agent on the customer's conversation, which the agent claims first when it waits in a queue. When a
   * colleague owns it by then (a reopened one goes to its last owner), the colleague gives the command.
   */
  async agentDoes<N extends CommandName>(
    at: Date,
    { login, customer }: { login: string; customer: DemoCustomer },
    name: N,
    input: (c: ConversationRecord, seq: number) => CommandInput<N>,
  ): Promise<CommandOutput<N>> {
    let conversation = await this.#conversation(customer);
    if (conversation.ownerTeamId !== null) {
      const { id, epoch } = conversation;
      await this.#command(at, this.#agent(login), 'conversation:claim', { conversationId: id, epoch });
      conversation = await this.#conversation(customer);
    }
    const asking =
      [...this.#agents.values()].find((a) => a.actor.id === conversation.ownerAgentId) ?? this.#agent(login);
    const seq = await lastSeqOf(this.#parts.deps.db, conversation.customerId);
    return this.#command(at, asking, name, input(conversation, seq));
  }

  /** A command of somebody who owns nothing of it: a lead's. */
  gives<N extends CommandName>(at: Date, login: string, name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
    return this.#command(at, this.#agent(login), name, input);
  }

  /** One agent offers a colleague the conversation with a brief; twenty seconds later it is accepted. */
  async handOver(
    at: Date,
    customer: DemoCustomer,
    move: { from: string; to: string; brief: (last: ItemRef) => Brief },
  ): Promise<void> {
    const to = { type: 'agent', id: this.#agent(move.to).actor.id } as const;
    const { handoff } = await this.agentDoes(at, { login: move.from, customer }, 'handoff:offer', (c, seq) => ({
      conversationId: c.id,
      epoch: c.epoch,
      to,
      brief: move.brief({ customerId: c.customerId, seq }),
      snapshot: { [c.customerId]: seq },
    }));
    await this.#command(new Date(at.getTime() + 20_000), this.#agent(move.to), 'handoff:accept', {
      handoffId: handoff.id,
    });
  }

  /** A category by its English name. */
  async categoryId(nameEn: string): Promise<string> {
    const id = await categoryNamed(this.#parts.deps.db, nameEn);
    if (id === null) throw new Error(`no category ${nameEn}`);
    return id;
  }

  /** The visitor this customer is in the widget, signed in by the shop's own word. */
  async visitor(at: Date, customer: DemoCustomer): Promise<Visitor> {
    const known = this.#visitors.get(customer.key);
    if (known !== undefined) return known;
    const identity = shopToken(
      { sub: customer.key, email: customer.email, name: customer.name },
      this.#parts.widgetSecret,
      at,
    );
    const session = await visitorSession({ ...this.#parts, deps: this.#at(at) }, { identity, locale: customer.locale });
    const visitor: Visitor = {
      asking: {
        actor: { role: 'visitor', id: session.visitorId, teamIds: [] },
        name: customer.name,
        locale: customer.locale,
      },
      customerId: session.customerId,
    };
    this.#visitors.set(customer.key, visitor);
    return visitor;
  }

  async #command<N extends CommandName>(
    at: Date,
    asking: Asking,
    name: N,
    input: CommandInput<N>,
  ): Promise<CommandOutput<N>> {
    const { ids } = this.#parts.deps;
    const answer = await runCommand(this.#at(at), commandHandlers, asking, { id: ids.next(), name, input });
    if (!answer.ok) throw new Error(`the demo could not ${name}: ${answer.error.code} ${answer.error.message}`);
    return answer.data as CommandOutput<N>;
  }

  #agent(login: string): Asking {
    const asking = this.#agents.get(login);
    if (asking === undefined) throw new Error(`no demo agent ${login}`);
    return asking;
  }

  async #conversation(customer: DemoCustomer): Promise<ConversationRecord> {
    const id = this.#conversations.get(customer.key);
    const found = id === undefined ? null : await findConversation(this.#parts.deps.db, id);
    if (found === null) throw new Error(`${customer.key} has no conversation yet`);
    return found;
  }

  #at(at: Date): Deps {
    return { ...this.#parts.deps, clock: { now: () => at } };
  }
}

function claimOf(customer: DemoCustomer) {
  const { name, kana, locale, phone, email, loyalty } = customer;
  const points = [
    { kind: 'shop', value: customer.key, verified: true },
    { kind: 'email', value: email, verified: true },
    ...(phone === undefined ? [] : [{ kind: 'phone', value: phone, verified: true }]),
    ...(loyalty === undefined ? [] : [{ kind: 'loyalty', value: loyalty, verified: true }]),
  ];
  return { name, ...(kana === undefined ? {} : { kana }), locale, contactPoints: points };
}

/** A token as a shop signs it for its signed-in customers (HS256, an hour). */
export function shopToken(claims: { sub: string; email?: string; name?: string }, secret: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claims, iat: seconds, exp: seconds + 3600 })}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}
