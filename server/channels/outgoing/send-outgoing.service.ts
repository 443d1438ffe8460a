import { connectionOf, reportFailed, reportWorked } from '#server/channels/connections/open-connection.ts';
import {
  type Connection,
  type OutgoingItem,
  type Provider,
  ProviderError,
  type Taken,
} from '#server/channels/provider.ts';
import { providerOf } from '#server/channels/providers.ts';
import { withSecret } from '#server/channels/secret-text.ts';
import type { Deps } from '#server/deps.ts';
import { assertMayLeave } from '#server/domains/messages/may-leave.ts';
import { lockCustomer } from '#server/domains/messages/messages.repository.ts';
import { asItem } from '#server/domains/timeline/item-rows.ts';
import { AppError } from '#server/errors.ts';
import { addJob } from '#server/jobs/add-job.repository.ts';
import { inWork, type Work } from '#server/work.ts';
import { raiseDelivery, setDelivery } from './delivery-state.service.ts';
import {
  claimOutgoing,
  findOutgoing,
  findOutgoingItem,
  nextQueued,
  type OutgoingRecord,
  type OutgoingState,
  settleOutgoing,
} from './outgoing.repository.ts';
import { OUTGOING_TASK } from './queue-outgoing.service.ts';

const SECOND_MS = 1000;
const LONGEST_WAIT_MS = 10 * 60 * SECOND_MS;
/** About a day of tries; after that it has failed, and says so. */
const MOST_TRIES = 150;
/** While an administrator has something to mend, nothing fails: it waits. */
const CONFIG_WAIT_MS = 60 * SECOND_MS;
const RECONCILE_AFTER_MS = 5 * SECOND_MS;
const NOBODY_KNOWS = 'no_reconcile';
const NOT_TAKEN = 'not_taken';
const PAUSED = 'paused';

/** How long to wait after this many tries, in milliseconds: doubling, at most ten minutes, never less than the provider said. */
export const waitAfter = (attempts: number, retryAfterMs = 0): number =>
  Math.max(retryAfterMs, Math.min(2 ** Math.min(attempts, 20) * 500, LONGEST_WAIT_MS));

/**
 * Sends one queued item, or finds out about one of which nobody knows ([CH3]). Whatever happens is on the item for whoever
 * reads it, and on the connection for whoever runs it. Does nothing when it is not its turn; then comes again.
 */
export async function sendOutgoing(deps: Deps, itemId: string): Promise<void> {
  const known = await findOutgoing(deps.db, itemId);
  if (known?.state === 'unknown') return reconcileOutgoing(deps, known);
  const out = await claimOutgoing(deps.db, itemId, deps.clock.now());
  if (out === null) return;
  const outcome = await attempt(deps, out, (provider, connection, item) => {
    if (provider.deliver === undefined) throw new ProviderError('refused', 'not_sendable', 'nothing leaves by this');
    return provider.deliver(deps, connection, item);
  });
  await settle(deps, out, ['sending'], outcome);
}

async function reconcileOutgoing(deps: Deps, out: OutgoingRecord): Promise<void> {
  const outcome = await attempt(deps, out, async (provider, connection, item) => {
    if (provider.reconcile === undefined) throw new ProviderError('unknown', NOBODY_KNOWS, 'the provider can not tell');
    const found = await provider.reconcile(deps, connection, item);
    if (found === 'not_taken') throw new ProviderError('retry', NOT_TAKEN, 'it was not taken; it is sent again');
    if (found === 'unknown') throw new ProviderError('unknown', 'unknown', 'nobody knows yet whether it was taken');
    return found;
  });
  // People decide then: they are shown that nobody knows, and may retry.
  if (outcome instanceof ProviderError && outcome.code === NOBODY_KNOWS) return settleNobodyKnows(deps, out);
  await settle(deps, out, ['unknown'], stillUnknown(outcome));
}

/** A provider that can not be asked has told nothing: only its own word that it did not take it sends it again ([CH3]). */
function stillUnknown(outcome: Taken | ProviderError): Taken | ProviderError {
  if (!(outcome instanceof ProviderError) || outcome.code === NOT_TAKEN || outcome.kind === 'refused') return outcome;
  const { code, message, retryAfterMs } = outcome;
  return new ProviderError('unknown', code, message, retryAfterMs === undefined ? {} : { retryAfterMs });
}

async function settleNobodyKnows(deps: Deps, out: OutgoingRecord): Promise<void> {
  await inWork(deps, async (work) => {
    await lockCustomer(work, out.customerId);
    const about = { state: 'unknown', errorCode: NOBODY_KNOWS, nextAt: null } as const;
    if (!(await settleOutgoing(work, out.itemId, ['unknown'], about))) return;
    await setDelivery(work, out, 'queued', 'unknown');
    await wakeNext(work, out);
  });
}

type Act = (provider: Provider, connection: Connection, item: OutgoingItem) => Promise<Taken>;

async function attempt(deps: Deps, out: OutgoingRecord, act: Act): Promise<Taken | ProviderError> {
  let isHandedOver = false;
  try {
    const connection = await connectionOf(deps, out.connectionId);
    if (connection.state === 'paused') return new ProviderError('config', PAUSED, 'the connection is paused');
    const provider = providerOf(connection.adapter);
    if (provider === null) return new ProviderError('config', 'unknown_adapter', connection.adapter);
    const row = await findOutgoingItem(deps.db, out.itemId);
    if (row === null) return new ProviderError('refused', 'not_found', 'the item is gone');
    const item = asItem(row);
    assertMayLeave(item);
    const { ref, to, details, conversationId, attempts } = out;
    const leaving = withSecret(deps.vault, item, details);
    isHandedOver = true;
    return await act(provider, connection, { item: leaving, ref, to, details, conversationId, attempts });
  } catch (error) {
    if (error instanceof ProviderError) return error;
    deps.logger.error({ err: error, itemId: out.itemId }, 'sending an item broke off');
    if (!isHandedOver) return notTried(error);
    // Where it broke off is not known, so neither is whether the provider has it.
    return new ProviderError('unknown', 'fault', error instanceof Error ? error.name : 'fault', { cause: error });
  }
}

/** What broke before the provider was asked is known not to have been taken. */
function notTried(error: unknown): ProviderError {
  if (!(error instanceof AppError))
    return new ProviderError('retry', 'fault', 'it broke off before the provider was asked');
  return new ProviderError(error.code === 'internal_item' ? 'refused' : 'config', error.code, error.message);
}

async function settle(
  deps: Deps,
  out: OutgoingRecord,
  from: readonly OutgoingState[],
  outcome: Taken | ProviderError,
): Promise<void> {
  if (outcome instanceof ProviderError) await settleError(deps, out, from, outcome);
  else await settleTaken(deps, out, from, outcome);
}

async function settleTaken(
  deps: Deps,
  out: OutgoingRecord,
  from: readonly OutgoingState[],
  taken: Taken,
): Promise<void> {
  // A slow attempt that was given up meanwhile still knows best.
  const takenFrom: readonly OutgoingState[] = [...new Set<OutgoingState>([...from, 'unknown'])];
  await inWork(deps, async (work) => {
    await lockCustomer(work, out.customerId);
    const providerId = taken.providerId ?? null;
    if (!(await settleOutgoing(work, out.itemId, takenFrom, { state: 'sent', providerId }))) return;
    await raiseDelivery(work, out, taken.delivered === true ? 'delivered' : 'sent');
    await wakeNext(work, out);
  });
  await reportWorked(deps, out.connectionId);
}

async function settleError(
  deps: Deps,
  out: OutgoingRecord,
  from: readonly OutgoingState[],
  error: ProviderError,
): Promise<void> {
  const now = deps.clock.now();
  const isOver = error.kind === 'refused' || (error.kind === 'retry' && out.attempts >= MOST_TRIES);
  const nextAt = new Date(now.getTime() + waitFor(out, error, now));
  await inWork(deps, async (work) => {
    await lockCustomer(work, out.customerId);
    const state = isOver ? 'failed' : stateAfter(error);
    const about = { errorCode: error.code, errorDetail: error.message, nextAt: isOver ? null : nextAt };
    const uncounted = error.kind === 'config';
    if (!(await settleOutgoing(work, out.itemId, from, { state, ...about, uncounted }))) return;
    await setDelivery(work, out, isOver ? 'failed' : 'queued', state === 'unknown' ? 'unknown' : error.code);
    if (!isOver) await comeAgain(work, out.itemId, nextAt);
    // One of which nobody knows holds up no other.
    if (state !== 'queued') await wakeNext(work, out);
  });
  if (error.kind !== 'refused' && error.code !== PAUSED)
    await reportFailed(deps, out.connectionId, error.code, error.message);
}

/** Milliseconds until the next look. Asking what became of an item waits as long again as it has been so far. */
function waitFor(out: OutgoingRecord, { kind, retryAfterMs = 0 }: ProviderError, now: Date): number {
  if (kind === 'config') return CONFIG_WAIT_MS;
  if (kind !== 'unknown') return waitAfter(out.attempts, retryAfterMs);
  const sinceMs = now.getTime() - (out.triedAt ?? now).getTime();
  return Math.max(retryAfterMs, RECONCILE_AFTER_MS, Math.min(sinceMs, LONGEST_WAIT_MS));
}

const stateAfter = (error: ProviderError): OutgoingState => (error.kind === 'unknown' ? 'unknown' : 'queued');

const comeAgain = (work: Work, itemId: string, runAt: Date): Promise<void> =>
  addJob(work.tx, OUTGOING_TASK, { itemId }, { key: `${OUTGOING_TASK}:${itemId}`, runAt });

/** The next answer of the conversation may have waited for this one. */
async function wakeNext(work: Work, out: OutgoingRecord): Promise<void> {
  const next = await nextQueued(work.tx, out);
  if (next === null) return;
  const due = next.nextAt === null ? {} : { runAt: next.nextAt };
  await addJob(work.tx, OUTGOING_TASK, { itemId: next.id }, { key: `${OUTGOING_TASK}:${next.id}`, ...due });
}
