import { describe, expect, it } from 'vitest';
import {
  drop,
  markAttempted,
  markRefused,
  nextToSend,
  type OutboxEntry,
  ofVisitor,
  parseOutbox,
  put,
  renew,
} from '#renderer/widget/sync/outbox.ts';

const entry = (id: string, over: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id,
  visitorId: 'v',
  said: { text: id },
  at: '2026-11-22T03:00:00.000Z',
  attempted: false,
  ...over,
});

describe('the outbox', () => {
  it('gives the oldest first, and the same id only once', () => {
    const outbox = put(put(put([], entry('a')), entry('b')), entry('a'));
    expect(outbox.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(nextToSend(outbox, 'v')?.id).toBe('a');
    expect(nextToSend(drop(outbox, 'a'), 'v')?.id).toBe('b');
  });

  it('lets what was refused stand aside until it is tried again, then as a new command', () => {
    const refused = markRefused(markAttempted([entry('a'), entry('b')], 'a'), 'a', 'too long');
    expect(nextToSend(refused, 'v')?.id).toBe('b');
    const renewed = renew(refused, 'a', 'c');
    expect(renewed[0]).toEqual(entry('c', { said: { text: 'a' } }));
    expect(nextToSend(renewed, 'v')?.id).toBe('c');
  });

  it('never shows or sends one visitor’s words as another’s; words from before anybody was known are whoever comes’', () => {
    const outbox = [entry('mine'), entry('theirs', { visitorId: 'w' }), entry('early', { visitorId: null })];
    expect(ofVisitor(outbox, 'v').map(({ id }) => id)).toEqual(['mine', 'early']);
    expect(ofVisitor(outbox, null).map(({ id }) => id)).toEqual(['early']);
    expect(nextToSend([entry('theirs', { visitorId: 'w' })], 'v')).toBeUndefined();
  });

  it('survives a change of page, and takes nothing for an outbox that is none', () => {
    const outbox = [entry('a', { attempted: true }), entry('b', { refused: 'no' })];
    expect(parseOutbox(JSON.stringify(outbox))).toEqual(outbox);
    for (const text of [
      null,
      '',
      '{',
      '{}',
      '[1,null]',
      '[{"id":"a"}]',
      '[{"id":"a","visitorId":null,"at":"x","attempted":false,"said":null}]',
    ]) {
      expect(parseOutbox(text)).toEqual([]);
    }
  });
});
