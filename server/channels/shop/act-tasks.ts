import { connectionOf, reportFailed, reportWorked } from '#server/channels/connections/open-connection.ts';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import type { ShopActRequest, ShopDoor } from '#server/channels/shop-door.ts';
import type { Deps } from '#server/deps.ts';
import { internalItem } from '#server/domains/conversations/conversation-item.ts';
import { findConversation } from '#server/domains/conversations/conversations.repository.ts';
import { lockCustomers } from '#server/domains/customers/customers.repository.ts';
import { SHOP_ACT_TASK } from '#server/domains/shop/act.service.ts';
import { type ActRecord, claimAct, findAct, settleAct, strandedActs } from '#server/domains/shop/acts.repository.ts';
import { findOrder, type OrderRecord } from '#server/domains/shop/orders.repository.ts';
import { appendItem } from '#server/domains/timeline/append-item.service.ts';
import { addJob } from '#server/jobs/add-job.repository.ts';
import { inWork, type Work } from '#server/work.ts';
import { shopActSchema } from '#shared/domain/shop.ts';
import { SHOP_DOORS } from './doors.ts';
import { takeOrder } from './take-order.service.ts';

/** With growing waits about half an hour; a person hears of it then. */
const MOST_TRIES = 12;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5 * 60_000;
/** How long a shop may still be busy with what it did not answer. */
const SETTLES_AFTER_MS = 2000;
const SETTLES_AFTER_TIMEOUT_MS = 30_000;
/** Longer than a call takes: what is still being sent then belongs to a hub that is gone. */
const ABANDONED_AFTER_MS = 2 * 60_000;
const OVERDUE_AFTER_MS = 30_000;

export const shopActTasks = (deps: Deps) => ({
  [SHOP_ACT_TASK]: (payload: unknown) => workOnAct(deps, (payload as { actId: string }).actId),
});

/** Puts back to work what lost its job, and finds out about what a hub that stopped had begun. */
export async function sweepShopActs(deps: Deps): Promise<void> {
  const now = deps.clock.now().getTime();
  await inWork(deps, async (work) => {
    const before = { sending: new Date(now - ABANDONED_AFTER_MS), waiting: new Date(now - OVERDUE_AFTER_MS) };
    for (const actId of await strandedActs(work, before))
      await addJob(work.tx, SHOP_ACT_TASK, { actId }, { key: `${SHOP_ACT_TASK}:${actId}`, keepTime: true });
  });
}

/**
 * Carries one act out, or finds out about one that may have been. It is asked for once: only what the shop surely did not
 * take is asked for again ([CH3]). What became of it stands on the thread.
 */
async function workOnAct(deps: Deps, actId: string): Promise<void> {
  const known = await findAct(deps.db, actId);
  if (known === null || (known.state !== 'queued' && known.state !== 'unknown')) return;
  const from = known.state;
  const connection = await connectionOf(deps, known.connectionId);
  const order = await findOrder(deps.db, known.connectionId, known.orderRef);
  const door = SHOP_DOORS[connection.adapter];
  if (order === null || door === undefined || connection.state === 'paused') return;
  const act = await inWork(deps, (work) => claimAct(work, actId, from));
  if (act === null) return;
  const step: Step = { deps, connection, door, act, order, request: requestOf(act, order) };
  try {
    await (from === 'queued' ? ask(step) : reconcile(step));
    await reportWorked(deps, connection.id);
  } catch (error) {
    await failed(step, error, from);
  }
}

type Step = {
  readonly deps: Deps;
  readonly connection: Connection;
  readonly door: ShopDoor;
  readonly act: ActRecord;
  readonly order: OrderRecord;
  readonly request: ShopActRequest;
};

const requestOf = (act: ActRecord, order: OrderRecord): ShopActRequest => ({
  id: act.id,
  orderRef: act.orderRef,
  currency: act.currency,
  lines: order.lines,
  act: shopActSchema.parse({ what: act.what, ...act.details }),
  reason: act.reason,
  askedAt: act.createdAt,
});

async function ask(step: Step): Promise<void> {
  await step.door.act(step.connection, step.request);
  await over(step, 'sending', { state: 'done' });
}

async function reconcile(step: Step): Promise<void> {
  const { deps, act } = step;
  const found = await step.door.settled(step.connection, step.request);
  if (found === 'done') await over(step, 'unknown', { state: 'done' });
  else if (found === 'not_done') {
    // Surely not taken: it may be asked for again.
    await inWork(deps, async (work) => {
      if (await settleAct(work, act.id, 'unknown', { state: 'queued' })) await again(work, deps, act, 0);
    });
  } else throw new ProviderError('unknown', 'not_known_yet', 'the shop does not say');
}

async function failed(step: Step, error: unknown, from: 'queued' | 'unknown'): Promise<void> {
  const { deps, connection, act } = step;
  const why = causeOf(error);
  if (!(error instanceof ProviderError)) deps.logger.error({ err: error, act: act.id }, 'an act at a shop failed');
  if (why.kind !== 'refused') await reportFailed(deps, connection.id, why.code, why.detail);
  await (from === 'queued' ? notAsked(step, why) : notFoundOut(step, why));
}

type Cause = Pick<ProviderError, 'kind' | 'code'> & { readonly detail: string; readonly retryAfterMs: number };

/** A fault of ours may have come after the shop took it: nobody knows. */
function causeOf(error: unknown): Cause {
  if (!(error instanceof ProviderError)) return { kind: 'unknown', code: 'fault', detail: 'fault', retryAfterMs: 0 };
  const { kind, code, message: detail, retryAfterMs = 0 } = error;
  return { kind, code, detail, retryAfterMs };
}

async function notAsked(step: Step, { kind, code, detail, retryAfterMs }: Cause): Promise<void> {
  const { deps, act } = step;
  const mayWait = kind === 'retry' || kind === 'config';
  if (kind === 'refused' || (mayWait && act.attempts >= MOST_TRIES)) {
    await over(step, 'sending', { state: 'failed', code, detail });
    return;
  }
  // It may still be at work on it: too early a look would find nothing and ask again.
  const settling = code === 'timeout' ? SETTLES_AFTER_TIMEOUT_MS : SETTLES_AFTER_MS;
  const state = mayWait ? 'queued' : 'unknown';
  await inWork(deps, async (work) => {
    if (await settleAct(work, act.id, 'sending', { state, code, detail }))
      await again(work, deps, act, mayWait ? retryAfterMs : settling);
  });
}

/** It stays unknown, however long: a person sees it and can look into the shop. */
async function notFoundOut(step: Step, { code, detail, retryAfterMs }: Cause): Promise<void> {
  const { deps, act } = step;
  if (act.attempts === MOST_TRIES) await over(step, 'unknown', { state: 'unknown', code, detail });
  await inWork(deps, (work) => again(work, deps, act, retryAfterMs));
}

async function again(work: Work, deps: Deps, act: ActRecord, retryAfterMs: number): Promise<void> {
  const growing = Math.min(FIRST_WAIT_MS * 2 ** Math.min(act.attempts - 1, 12), LONGEST_WAIT_MS);
  const runAt = new Date(deps.clock.now().getTime() + Math.max(retryAfterMs, growing));
  await addJob(work.tx, SHOP_ACT_TASK, { actId: act.id }, { key: `${SHOP_ACT_TASK}:${act.id}`, runAt });
}

type Outcome = { readonly state: 'done' | 'failed' | 'unknown'; readonly code?: string; readonly detail?: string };

/** Writes what became of it, on the thread too: who, why, how much. Then reads the order again, for its card. */
async function over(step: Step, from: 'sending' | 'unknown', outcome: Outcome): Promise<void> {
  const { deps, act, connection, door } = step;
  await inWork(deps, async (work) => {
    await lockCustomers(work, [act.customerId]);
    if (!(await settleAct(work, act.id, from, outcome))) return;
    await tell(work, step, outcome);
  });
  if (outcome.state !== 'done') return;
  try {
    const facts = await door.read(connection, act.orderRef);
    if (facts !== null) await takeOrder(deps, connection, facts);
  } catch (error) {
    // The act is done; the order's new state comes by webhook or with the next look.
    deps.logger.warn({ err: error, act: act.id }, 'an order could not be read after an act');
  }
}

async function tell(work: Work, { act, order, connection }: Step, { state, code, detail }: Outcome): Promise<void> {
  const conversation = await findConversation(work.tx, act.conversationId);
  const on = { id: act.conversationId, customerId: act.customerId, channel: connection.channel };
  const author = { type: 'agent', id: act.agentId, name: act.agentName } as const;
  const { conversationId: _, ...item } = internalItem(work, on, author);
  const amount =
    act.amount !== null && act.amount > 0 && act.currency !== null
      ? { amount: act.amount, currency: act.currency }
      : undefined;
  await appendItem(work, {
    ...item,
    // On a linked thread the order may be another record's than the conversation ([ID3]).
    ...(conversation?.customerId === act.customerId ? { conversationId: act.conversationId } : {}),
    kind: 'order',
    data: {
      number: order.number,
      state: order.state,
      items: [],
      act: {
        id: act.id,
        what: act.what,
        result: state,
        reason: act.reason,
        ...(amount === undefined ? {} : { amount }),
        ...(act.placeName === null ? {} : { place: act.placeName }),
        ...(code === undefined ? {} : { error: `${code}${detail === undefined ? '' : `: ${detail}`}`.slice(0, 500) }),
      },
    },
  });
}
