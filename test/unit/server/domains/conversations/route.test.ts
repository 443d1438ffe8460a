import { describe, expect, it } from 'vitest';
import {
  chooseConversation,
  chooseSession,
  type RouteCandidate,
  type RouteSession,
} from '#server/domains/conversations/route.ts';

const AT = new Date('2026-04-10T00:00:00Z');
const hoursAgo = (hours: number) => new Date(AT.getTime() - hours * 3_600_000);
const session = (over: Partial<RouteSession> = {}): RouteSession => ({
  id: 's',
  channel: 'email',
  contactPointId: 'point',
  thread: null,
  active: true,
  ...over,
});
type Named = RouteCandidate & { name: string };
const conversation = (name: string, over: Partial<RouteCandidate> = {}): Named => ({
  name,
  status: 'open',
  lastItemAt: hoursAgo(1),
  resolvedAt: null,
  reopenHours: 72,
  sessions: [session()],
  ...over,
});
const resolved = (name: string, hours: number, over: Partial<RouteCandidate> = {}) =>
  conversation(name, { status: 'resolved', resolvedAt: hoursAgo(hours), lastItemAt: hoursAgo(hours), ...over });
const choose = (list: Named[], over = {}) =>
  chooseConversation(list, { channel: 'email', contactPointId: 'point', thread: null, at: AT, ...over })?.name ?? null;

describe('[CV10] where an inbound item goes', () => {
  it('is the conversation of its thread, before anything else and however old', () => {
    const old = resolved('old', 9999, { sessions: [session({ thread: 'bot:t1', contactPointId: 'other' })] });
    expect(choose([conversation('new'), old], { thread: 'bot:t1' })).toBe('old');
    expect(choose([conversation('new'), old], { thread: 'bot:t2' })).toBe('new');
    expect(choose([old], { thread: 'bot:t1', channel: 'chat' })).toBeNull();
  });

  it('is else the newest unresolved one with a session on that contact point', () => {
    const older = conversation('older', { lastItemAt: hoursAgo(5), status: 'waiting' });
    const elsewhere = conversation('elsewhere', {
      lastItemAt: hoursAgo(0),
      sessions: [session({ contactPointId: 'x' })],
    });
    expect(choose([older, conversation('newer'), elsewhere, resolved('done', 0)])).toBe('newer');
  });

  it('is else the newest one resolved less than the team’s hours ago', () => {
    expect(choose([resolved('a', 50), resolved('b', 71.9)])).toBe('a');
    expect(choose([resolved('a', 72)])).toBeNull();
    expect(choose([resolved('a', 3, { reopenHours: 2 })])).toBeNull();
  });

  it('is else none: not without a contact point, not on somebody else’s', () => {
    expect(choose([])).toBeNull();
    expect(choose([conversation('a')], { contactPointId: null })).toBeNull();
    expect(
      choose([conversation('a', { sessions: [session({ contactPointId: null })] })], { contactPointId: null }),
    ).toBeNull();
  });
});

describe('the leg an item stands on', () => {
  it('is the newest active one of the same channel, address and thread', () => {
    const ask = { channel: 'email', contactPointId: 'point', thread: null, at: AT } as const;
    const list = [
      session({ id: '1' }),
      session({ id: '2' }),
      session({ id: '3', active: false }),
      session({ id: '4', channel: 'chat' }),
    ];
    expect(chooseSession(list, ask)?.id).toBe('2');
    expect(chooseSession([session({ id: '5', thread: 't' })], { ...ask, thread: 't' })?.id).toBe('5');
    expect(chooseSession([session({ id: '5', thread: 't' })], { ...ask, thread: 'u' })).toBeNull();
  });
});
