import type { Asking } from '#server/asking.ts';
import { authorOf, byOf, internalItem } from '#server/domains/conversations/conversation-item.ts';
import {
  type ConversationRecord,
  findConversation,
  ownerOf,
} from '#server/domains/conversations/conversations.repository.ts';
import { changeOwner } from '#server/domains/conversations/ownership.service.ts';
import { expire } from '#server/domains/handoffs/decide.service.ts';
import {
  findAgentReceiver,
  lockAgents,
  offersTo,
  type Receiver,
} from '#server/domains/handoffs/handoffs.repository.ts';
import { withdrawOpenOffer } from '#server/domains/handoffs/withdraw-open.service.ts';
import { correctPresence } from '#server/domains/presence/presence.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { AppError } from '#server/errors.ts';
import { RetryWork, type Work } from '#server/work.ts';
import { mayStayWithAbsent, type ShiftChoice, type ShiftResult } from '#shared/domain/shift.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { conversationsOf, duesOf, keepShiftEnd, lockOwned, type ShiftAgent } from './shift.repository.ts';
import { shiftOf } from './whose-shift.ts';

type Input = CommandParsed<'shift:hand-over'>;
type Item = Input['items'][number];
type Placing = {
  readonly shift: ShiftAgent;
  readonly asking: Asking;
  readonly dues: ReadonlyMap<string, number | null>;
};

/**
 * Ends somebody's shift ([CV6]): whatever they own goes where it was told, all else to its team's queue, and they are away,
 * in one transaction. What is asked for a conversation that is no longer theirs is answered `gone`, whoever has it now, so
 * that giving it twice changes nothing. Drafts stay ([CV4]). Offers that wait for them expire.
 */
export async function handOver(work: Work, asking: Asking, input: Input): Promise<ShiftResult[]> {
  const shift = await shiftOf(work.tx, asking, input.agentId);
  const named = input.items.map(({ conversationId }) => conversationId);
  const offered = await offersTo(work, shift.id);
  const asked = await conversationsOf(work, offered);
  const owned = await lockOwned(work, shift.id, [...named, ...asked]);
  // Something became theirs between the look and the locks: look again.
  if (owned === null) throw new RetryWork();
  const offers = await offersTo(work, shift.id);
  // As is what was offered to them: its conversation would be locked out of order.
  if (!offers.every((id) => offered.includes(id))) throw new RetryWork();
  for (const id of offers) await expireIfOpen(work, id);
  await lockAgents(work, [
    shift.id,
    ...input.items.flatMap(({ choice }) => (choice.to === 'agent' ? choice.agentId : [])),
  ]);
  // Nobody gives them anything from here on: they are off before what they have is placed.
  await goOff(work, shift);
  const placing = { shift, asking, dues: await duesOf(work.tx, owned) };
  const results: ShiftResult[] = [];
  for (const item of withUnnamed(input.items, owned)) {
    const result = await place(work, placing, item);
    if (result !== null) results.push(result);
  }
  await keepShiftEnd(work, {
    agentId: shift.id,
    endedBy: asking.actor.id,
    toQueue: results.filter(({ result, owner }) => result === 'handed_over' && owner.type === 'team').length,
    toColleagues: results.filter(({ result, owner }) => result === 'handed_over' && owner.type === 'agent').length,
    kept: results.filter(({ result }) => result === 'kept').length,
  });
  return results;
}

/** In the order given; each once; then what nobody named. */
function withUnnamed(items: readonly Item[], owned: readonly string[]): Item[] {
  const once = new Map(items.map((item) => [item.conversationId, item]));
  const unnamed = owned.filter((id) => !once.has(id));
  return [...once.values(), ...unnamed.map((conversationId) => ({ conversationId, choice: { to: 'queue' } as const }))];
}

async function goOff(work: Work, { id }: ShiftAgent): Promise<void> {
  const off = { presence: 'away', reason: 'off_shift', at: work.at } as const;
  // Who is gone already stays as they are.
  if ((await correctPresence(work.tx, id, ['ready', 'busy', 'wrap_up', 'away'], off)) !== null)
    work.changes.push({ to: 'presence', agentId: id });
}

async function place(work: Work, { shift, asking, dues }: Placing, item: Item): Promise<ShiftResult | null> {
  const locked = await findConversation(work.tx, item.conversationId);
  if (locked === null) return null;
  const about = { conversationId: locked.id, number: locked.number };
  if (locked.ownerAgentId !== shift.id || locked.status === 'resolved') {
    return { ...about, result: 'gone', owner: ownerOf(locked) };
  }
  await writeNote(work, asking, locked, item.note);
  const receiver = await receiverOf(work, shift, item.choice);
  if (item.choice.to === 'keep' && mayKeep(locked, dues, work.at)) {
    return { ...about, result: 'kept', owner: ownerOf(locked) };
  }
  await withdrawOpenOffer(work, locked, byOf(asking));
  const to =
    receiver === null
      ? ({ type: 'team', id: locked.teamId, name: locked.teamName } as const)
      : ({ type: 'agent', id: receiver.id, name: receiver.name } as const);
  const after = await changeOwner(work, locked, { to, change: 'shift_end', by: byOf(asking) });
  if (after === null) throw new RetryWork();
  return { ...about, result: 'handed_over', owner: ownerOf(after), ...insteadOf(item.choice, receiver) };
}

function insteadOf(choice: ShiftChoice, receiver: Receiver | null): Pick<ShiftResult, 'instead'> {
  if (choice.to === 'keep') return { instead: 'needs_somebody' };
  return choice.to === 'agent' && receiver === null ? { instead: 'receiver_unavailable' } : {};
}

/** The colleague named, if they are here; nobody gives themselves what they leave behind. */
async function receiverOf(work: Work, shift: ShiftAgent, choice: ShiftChoice): Promise<Receiver | null> {
  if (choice.to !== 'agent' || choice.agentId === shift.id) return null;
  const receiver = await findAgentReceiver(work, choice.agentId);
  return receiver?.here === true ? receiver : null;
}

const mayKeep = (c: ConversationRecord, dues: Placing['dues'], at: Date): boolean =>
  mayStayWithAbsent(
    { status: c.status, customerWaits: c.customerWaitsSince !== null, dueAt: dues.get(c.id) ?? null },
    at.getTime(),
  );

async function writeNote(work: Work, asking: Asking, locked: ConversationRecord, note = ''): Promise<void> {
  if (note === '') return;
  await appendItem(work, {
    ...internalItem(work, locked, authorOf(asking)),
    kind: 'note',
    data: { text: note },
  });
}

async function expireIfOpen(work: Work, handoffId: string): Promise<void> {
  try {
    await expire(work, handoffId, 'receiver_gone');
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'handoff_decided') throw error;
  }
}
