import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WORK_KINDS, type WorkKind } from '#shared/domain/channels.ts';
import {
  chooseTaker,
  hasRoomFor,
  planOffers,
  suits,
  type Taker,
  type WaitingWork,
} from '#shared/domain/plan-offers.ts';

const taker = (over: Partial<Taker> = {}): Taker => ({
  id: 'a',
  teamIds: ['t'],
  skillIds: [],
  languages: ['ja'],
  ready: true,
  asked: false,
  capacity: { call: 1, chat: 3, mail: 20 },
  load: { call: 0, chat: 0, mail: 0 },
  idleSince: 0,
  ...over,
});
const waiting = (over: Partial<WaitingWork> = {}): WaitingWork => ({
  conversationId: 'c',
  epoch: 1,
  teamId: 't',
  work: 'chat',
  skillIds: [],
  language: null,
  lastOwnerId: null,
  triedIds: [],
  priority: 'normal',
  dueAt: null,
  waitsSince: 0,
  ...over,
});

const idOf = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const loadOf = fc.record({ call: fc.integer({ min: 0, max: 1 }), chat: fc.nat(4), mail: fc.nat(25) });
const anyTaker: fc.Arbitrary<Taker> = fc.record({
  id: idOf,
  teamIds: fc.subarray(['t', 'u']),
  skillIds: fc.subarray(['s1', 's2']),
  languages: fc.subarray(['ja', 'en']),
  ready: fc.boolean(),
  asked: fc.boolean(),
  capacity: fc.record({ call: fc.integer({ min: 0, max: 1 }), chat: fc.integer({ min: 1, max: 4 }), mail: fc.nat(25) }),
  load: loadOf,
  idleSince: fc.nat(1000),
});
const takers = fc.uniqueArray(anyTaker, { selector: ({ id }) => id, maxLength: 5 });
const anyWaiting: fc.Arbitrary<WaitingWork> = fc.record({
  conversationId: fc.integer({ min: 0, max: 99 }).map((n) => `c${n}`),
  epoch: fc.constant(1),
  teamId: fc.constantFrom('t', 'u'),
  work: fc.constantFrom(...WORK_KINDS),
  skillIds: fc.subarray(['s1', 's2']),
  language: fc.constantFrom('ja', 'en', null),
  lastOwnerId: fc.option(idOf),
  triedIds: fc.uniqueArray(idOf, { maxLength: 3 }),
  priority: fc.constantFrom('low', 'normal', 'high', 'urgent'),
  dueAt: fc.option(fc.nat(1000)),
  waitsSince: fc.nat(1000),
});
const queue = fc.uniqueArray(anyWaiting, { selector: ({ conversationId }) => conversationId, maxLength: 12 });

describe('who is offered what', () => {
  it('asks only who is there, knows it, speaks it, has room for it and has not said no; everybody one thing', () => {
    fc.assert(
      fc.property(queue, takers, (waitings, people) => {
        const { offers, exhausted } = planOffers(waitings, people);
        for (const { waiting: one, agentId } of offers) {
          const asked = people.find(({ id }) => id === agentId);
          expect(asked).toMatchObject({ ready: true, asked: false });
          expect(asked && suits(asked, one) && hasRoomFor(one.work, asked)).toBe(true);
        }
        expect(new Set(offers.map(({ agentId }) => agentId)).size).toBe(offers.length);
        expect(new Set(offers.map(({ waiting: one }) => one.conversationId)).size).toBe(offers.length);
        // Given up is only what somebody was asked for and nobody at work is left to be asked for.
        for (const one of exhausted) {
          expect(one.triedIds.length).toBeGreaterThan(0);
          expect(people.some((person) => suits(person, one))).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leaves nobody unasked for whom something waits that they could take', () => {
    fc.assert(
      fc.property(queue, takers, (waitings, people) => {
        const { offers } = planOffers(waitings, people);
        const asked = new Set(offers.map(({ agentId }) => agentId));
        const offered = new Set(offers.map(({ waiting: one }) => one.conversationId));
        const idle = people.filter((person) => person.ready && !person.asked && !asked.has(person.id));
        for (const one of waitings.filter(({ conversationId }) => !offered.has(conversationId)))
          expect(chooseTaker(one, idle)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('is the same plan in whatever order people and conversations are given', () => {
    fc.assert(
      fc.property(queue, takers, (waitings, people) => {
        expect(planOffers([...waitings].reverse(), [...people].reverse())).toEqual(planOffers(waitings, people));
      }),
      { numRuns: 300 },
    );
  });

  it('is fair: with equal people and everything taken, nobody has two more than another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 }), (people, rounds) => {
        const loads = new Map(Array.from({ length: people }, (_, i) => [`p${i}`, { chats: 0, idleSince: 0 }]));
        for (let round = 1; round <= rounds; round += 1) {
          const now = [...loads].map(([id, { chats, idleSince }]) =>
            taker({
              id,
              capacity: { call: 1, chat: 100, mail: 20 },
              load: { call: 0, chat: chats, mail: 0 },
              idleSince,
            }),
          );
          const [offer] = planOffers([waiting()], now).offers;
          if (offer === undefined) throw new Error('somebody has room');
          loads.set(offer.agentId, { chats: (loads.get(offer.agentId)?.chats ?? 0) + 1, idleSince: round });
        }
        const chats = [...loads.values()].map((one) => one.chats);
        expect(Math.max(...chats) - Math.min(...chats)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('capacity', () => {
  const room = (work: WorkKind, load: Partial<Taker['load']>, capacity: Partial<Taker['capacity']> = {}) =>
    hasRoomFor(work, {
      load: { call: 0, chat: 0, mail: 0, ...load },
      capacity: { call: 1, chat: 3, mail: 20, ...capacity },
    });

  it('lets nothing interrupt a call', () => {
    for (const work of WORK_KINDS) expect(room(work, { call: 1 })).toBe(false);
  });

  it('lets a chat interrupt letters, and no letter come on top of a full hand of chats', () => {
    expect(room('chat', { mail: 20 })).toBe(true);
    expect(room('chat', { chat: 3 })).toBe(false);
    expect(room('mail', { chat: 2, mail: 19 })).toBe(true);
    expect(room('mail', { mail: 20 })).toBe(false);
    expect(room('mail', { chat: 3 })).toBe(false);
  });

  it('begins a call only beside letters, with who takes calls', () => {
    expect(room('call', { mail: 20 })).toBe(true);
    expect(room('call', { chat: 1 })).toBe(false);
    expect(room('call', {}, { call: 0 })).toBe(false);
  });
});

describe('the order of people', () => {
  const pick = (people: Taker[], over: Partial<WaitingWork> = {}) => chooseTaker(waiting(over), people)?.id;
  const busy = taker({ id: 'busy', load: { call: 0, chat: 2, mail: 0 } });
  const idle = taker({ id: 'idle', idleSince: 50 });
  const longIdle = taker({ id: 'long', idleSince: 10 });

  it('asks whoever had it before, when they are free', () => {
    expect(pick([idle, busy], { lastOwnerId: 'busy' })).toBe('busy');
    expect(pick([idle, { ...busy, load: { call: 0, chat: 3, mail: 0 } }], { lastOwnerId: 'busy' })).toBe('idle');
  });

  it('then the least loaded, then the longest idle, then by id', () => {
    expect(pick([busy, idle])).toBe('idle');
    expect(pick([idle, longIdle])).toBe('long');
    expect(pick([taker({ id: 'b' }), taker({ id: 'a' })])).toBe('a');
  });
});
