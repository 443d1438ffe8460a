import { describe, expect, it } from 'vitest';
import type { Deps } from '#server/deps.ts';
import type { Change } from '#server/domains/topics/change.ts';
import { AppError } from '#server/errors.ts';
import { inWork, type Work } from '#server/work.ts';

const TEAM: Change = { to: 'team', teamId: 'team', conversationId: 'conversation' };
const PEOPLE: Change = { to: 'presence', agentId: 'agent' };

/** A database of which the connection breaks after the body has run, and whatever was published by then. */
function brokenAtCommit(): { deps: Deps; published: Change[] } {
  const published: Change[] = [];
  const execute = async (body: (tx: unknown) => Promise<unknown>): Promise<never> => {
    await body({});
    throw new Error('Connection terminated unexpectedly');
  };
  const deps = {
    db: { transaction: () => ({ execute }) },
    clock: { now: () => new Date(0) },
    ids: { next: () => 'id' },
    publisher: { publish: (changes: readonly Change[]) => void published.push(...changes) },
  } as unknown as Deps;
  return { deps, published };
}

async function change({ changes }: Work): Promise<void> {
  changes.push(TEAM, PEOPLE);
}

describe('a work whose commit got no answer', () => {
  it('[TL2] has its teams told to look again, for it may have taken effect', async () => {
    const { deps, published } = brokenAtCommit();
    await expect(inWork(deps, change)).rejects.toThrow('Connection terminated');
    expect(published).toEqual([TEAM]);
  });

  it('tells nobody anything when it was refused', async () => {
    const { deps, published } = brokenAtCommit();
    const refused = async (work: Work): Promise<never> => {
      await change(work);
      throw new AppError('not_owner');
    };
    await expect(inWork(deps, refused)).rejects.toThrow(AppError);
    expect(published).toEqual([]);
  });
});
