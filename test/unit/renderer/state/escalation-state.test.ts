import { describe, expect, it } from 'vitest';
import { createEscalationFeed } from '#renderer/data/client/escalation-feed.ts';
import { escalation } from '#renderer/desk/stories/escalations-entries.ts';
import {
  inOrderOfReview,
  learnEscalations,
  NO_ESCALATIONS,
  openOnesOf,
  withNews,
} from '#renderer/state/escalation-state.ts';
import type { Escalation } from '#shared/domain/escalation.ts';

const approved = (n: number, rest: Partial<Escalation> = {}): Escalation =>
  escalation(n, {
    state: 'approved',
    revision: 3,
    decision: {
      by: { type: 'agent', id: escalation(n).owner.id, name: 'Sanada' },
      at: '2026-04-01T00:00:00.000Z',
      kind: 'approve',
    },
    ...rest,
  });

describe('[ES2] what a window knows of an escalation', () => {
  it('is the highest revision, whatever order the news comes in', () => {
    const newest = approved(1);
    const older = escalation(1, { state: 'in_review', revision: 2 });
    const known = learnEscalations(learnEscalations(NO_ESCALATIONS, [newest]), [older, escalation(1)]);
    expect(known.get(newest.id)).toBe(newest);
  });

  it('stays the same object when nothing is newer, so that nothing is drawn for it', () => {
    const known = learnEscalations(NO_ESCALATIONS, [escalation(1)]);
    expect(learnEscalations(known, [escalation(1)])).toBe(known);
  });

  it('shows a conversation what is not over, the oldest first', () => {
    const known = learnEscalations(NO_ESCALATIONS, [
      escalation(2, { raisedAt: '2026-04-01T10:00:00.000Z' }),
      approved(1, { raisedAt: '2026-04-01T09:00:00.000Z' }),
      escalation(3, { state: 'withdrawn' }),
      escalation(4, { conversationId: escalation(4).id }),
    ]);
    expect(openOnesOf(known, escalation(1).conversationId).map(({ id }) => id)).toEqual([
      escalation(1).id,
      escalation(2).id,
    ]);
  });
});

describe('[ES1] the list of a lead', () => {
  const row = (one: Escalation) => ({ escalation: one, channels: ['chat' as const] });

  it('has what waits by its due time, then what was decided, the newest decision first', () => {
    const rows = [
      row(approved(5)),
      row(escalation(1, { dueAt: '2026-04-01T10:00:00.000Z' })),
      row(approved(6, { decision: { ...approved(6).decision, at: '2026-04-01T08:00:00.000Z' } as never })),
      row(escalation(2, { dueAt: '2026-04-01T09:00:00.000Z', state: 'in_review' })),
    ];
    expect(inOrderOfReview(rows).map(({ escalation: { id } }) => id)).toEqual(
      [2, 1, 6, 5].map((n) => escalation(n).id),
    );
  });

  it('shows a row as it is known now, and keeps a newer row of the hub’s', () => {
    const known = learnEscalations(NO_ESCALATIONS, [approved(1), escalation(2)]);
    const [first, second] = withNews([row(escalation(1)), row(approved(2))], known);
    expect([first?.escalation.state, second?.escalation.state]).toEqual(['approved', 'approved']);
    expect(first?.channels).toEqual(['chat']);
  });
});

describe('the feed of escalations', () => {
  it('tells a change once, by whichever topic brings it first, with what was known before', () => {
    const told: [number, number | undefined][] = [];
    const feed = createEscalationFeed((now, before) => told.push([now.revision, before?.revision]));
    feed.hear(escalation(1));
    feed.hear(escalation(1));
    feed.hear(approved(1));
    feed.hear(escalation(1, { revision: 2 }));
    expect(told).toEqual([
      [1, undefined],
      [3, 1],
    ]);
  });

  it('takes an answer without telling it as news, nor its push after it', () => {
    const told: number[] = [];
    const feed = createEscalationFeed(({ revision }) => told.push(revision));
    feed.learn([approved(1)]);
    feed.hear(approved(1));
    expect(told).toEqual([]);
    feed.forget();
    expect(feed.store.getState().size).toBe(0);
  });
});
