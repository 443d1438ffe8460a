import type { Deps } from '#server/deps.ts';
import { auditChain } from './audit-chain.ts';
import { escalationsGoOn, oneDecision, snapshotsStand } from './escalations.repository.ts';
import { acceptedHandoffs, openHandoffs, standingInvitations } from './handoffs.repository.ts';
import {
  decisionsMatchLinks,
  itemsOnTheirRecord,
  oneVerifiedHolder,
  threadsMatchLinks,
} from './identity.repository.ts';
import type { Break } from './rows-of.ts';
import { itemsSearchable } from './searchable.ts';
import {
  assignmentsMatch,
  endedCallsTold,
  filesKept,
  indexesWhole,
  oneOpenCallback,
  oneOwner,
  seqsWithoutGaps,
  versionsWithoutGaps,
} from './verify.repository.ts';

/** One rule and what breaks it; nothing means that it holds. */
export type Verified = { readonly rule: string; readonly breaks: readonly Break[] };

/** Most breaks told of one rule. */
export const BREAKS_TOLD = 20;

/**
 * Proves the rules on the stored data. Reads one snapshot, so a hub may go on working meanwhile; changes nothing.
 * `onRule` hears of each rule as it is proven.
 */
export async function verifyData(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  onRule: (verified: Verified) => void = () => undefined,
): Promise<Verified[]> {
  const now = clock.now();
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const checks: readonly (readonly [rule: string, check: () => Promise<Break[]>])[] = [
        ['items are numbered without gaps [TL2]', () => seqsWithoutGaps(tx, BREAKS_TOLD)],
        ['topics are numbered without gaps [TL2]', () => versionsWithoutGaps(tx, BREAKS_TOLD)],
        ['every conversation has one owner [CV1]', () => oneOwner(tx, BREAKS_TOLD)],
        ['every change of owner is recorded [CV1]', () => assignmentsMatch(tx, BREAKS_TOLD)],
        ['at most one handoff is open [HO1]', () => openHandoffs(tx, BREAKS_TOLD)],
        ['a handoff that is accepted goes on, and ends [HO4]', () => acceptedHandoffs(tx, BREAKS_TOLD)],
        [
          'an invitation stands only while its customer is on the way [HO6]',
          () => standingInvitations(tx, BREAKS_TOLD),
        ],
        ['a question to a lead has one decision [ES2]', () => oneDecision(tx, BREAKS_TOLD)],
        ['what was asked stands on its thread as it was [ES1]', () => snapshotsStand(tx, BREAKS_TOLD)],
        ['what a rule raised has its cause, and ends [ES1]', () => escalationsGoOn(tx, BREAKS_TOLD)],
        ['every file that was sent is kept [SY7]', () => filesKept(tx, BREAKS_TOLD)],
        ['threads are what their links make of them [ID3]', () => threadsMatchLinks(tx, BREAKS_TOLD)],
        ['what was said is on the record it was said to [ID3]', () => itemsOnTheirRecord(tx, BREAKS_TOLD)],
        ['a contact point has one verified holder [ID1]', () => oneVerifiedHolder(tx, BREAKS_TOLD)],
        ['decisions about who is who match their links [ID2]', () => decisionsMatchLinks(tx, BREAKS_TOLD)],
        ['every item with words can be found', () => itemsSearchable(tx, BREAKS_TOLD)],
        ['views are sealed and the chain is whole [PR1]', () => auditChain(tx, now)],
        ['every call that is over is told on its thread', () => endedCallsTold(tx, BREAKS_TOLD)],
        ['at most one callback of a number is open', () => oneOpenCallback(tx, BREAKS_TOLD)],
        ['the indexes that guard the rest are valid', () => indexesWhole(tx, BREAKS_TOLD)],
      ];
      const verified: Verified[] = [];
      for (const [rule, check] of checks) {
        const result = { rule, breaks: await check() };
        onRule(result);
        verified.push(result);
      }
      return verified;
    });
}
