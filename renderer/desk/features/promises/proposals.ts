import type { Written } from '#renderer/desk/app/written.ts';
import type { Commitment } from '#shared/domain/conversation.ts';
import type { PromiseClock } from '#shared/domain/promise/clock.ts';
import { findPromises } from '#shared/domain/promise/find-promises.ts';

export type Proposal =
  | {
      readonly kind: 'make';
      readonly key: string;
      readonly text: string;
      readonly dueAt: Date;
      readonly written: Written;
    }
  | { readonly kind: 'keep'; readonly key: string; readonly promise: Commitment };

type Given = {
  readonly written: Written | undefined;
  /** Still owed of this conversation, the next due first. */
  readonly owed: readonly Commitment[];
  readonly answered: ReadonlySet<string>;
  readonly hours: Omit<PromiseClock, 'now'>;
  readonly now: Date;
};

const CALL = /電話|架電|折り?返し|call|phone|ring/i;

/**
 * What to ask after something was written, one at a time: whether a promise in it is one, and whether an act has kept one,
 * a call a call's and an answer any other's. What was answered, is over, or is owed already is not asked.
 */
export function proposalsOf({ written, owed, answered, hours, now }: Given): Proposal[] {
  if (written === undefined) return [];
  const made = findPromises(written.text, { ...hours, now: written.at }).map(({ text, dueAt }): Proposal => {
    const of = written.item === undefined ? written.at.getTime() : `${written.item.customerId}/${written.item.seq}`;
    return { kind: 'make', key: `${of} ${dueAt.getTime()}`, text, dueAt, written };
  });
  const isNew = (proposal: Proposal): boolean =>
    proposal.kind === 'keep' ||
    (proposal.dueAt > now && !owed.some(({ dueAt }) => Date.parse(dueAt) === proposal.dueAt.getTime()));
  // Who promises anew has not said that something is done; and a key pressed once too often keeps nothing.
  const kept =
    written.act === 'note' || made.length > 0 ? [] : owed.filter((promise) => isKeptBy(promise, written)).slice(0, 1);
  const keeps = kept.map(
    (promise): Proposal => ({ kind: 'keep', key: `keep ${promise.id} ${written.at.getTime()}`, promise }),
  );
  return [...made, ...keeps].filter((proposal) => isNew(proposal) && !answered.has(proposal.key));
}

/** A call keeps the promise of one; a message one of an answer, unless the message itself made it. */
function isKeptBy(promise: Commitment, written: Written): boolean {
  const isOwn = promise.item !== undefined && promise.item.seq === written.item?.seq;
  return !isOwn && (written.act === 'call') === CALL.test(promise.text);
}
