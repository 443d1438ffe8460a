import { beforeAll, describe, expect, it } from 'vitest';
import { readReport } from '#server/domains/journey/report.service.ts';
import { countJourneys } from '#server/domains/journey/rollup.service.ts';
import type { JourneyPart, JourneyReportOf } from '#shared/domain/journey/report.ts';
import type { Touch } from '#shared/domain/journey/touch.ts';
import { dataOf, giveTo } from '#test/support/commands.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeConversation, makeItem } from '#test/support/factories/conversations.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { testDeps } from '#test/support/factories/deps.ts';
import { askingAs } from '#test/support/factories/people.ts';
import { makeTouch } from '#test/support/factories/touches.ts';
import { itemOf } from '#test/support/factories/ways.ts';
import { seedWorkspace } from '#test/support/factories/workspace.ts';
import { fakeClock } from '#test/support/fake-clock.ts';

/** Four customers whose ways are written down here by the day and the hour in Tokyo, and what every figure then has to be. */
const clock = fakeClock(new Date('2026-04-30T00:00:00Z'));
const deps = testDeps(await testDatabase(), clock);
const { team, agents } = await seedWorkspace(deps.db);
const tokyo = (time: string): number => Date.parse(`2026-04-${time}:00+09:00`);

type Named = { readonly id: string; readonly epoch: number };
type Line = readonly [time: string, over: Partial<Touch>];

/** Puts lines on a customer's thread, each in its conversation when it has one. */
async function put(customer: { id: string }, lines: readonly Line[], conversation?: Named): Promise<void> {
  for (const [time, over] of lines)
    await makeItem(deps, customer, {
      ...itemOf(makeTouch({ ...over, at: tokyo(time) }), customer.id),
      ...(conversation === undefined ? {} : { conversationId: conversation.id }),
    });
}

const mail = { channel: 'email', kind: 'message' } as const;
const order = (about: string) => ({ kind: 'order', channel: 'shop', state: 'placed', about, goods: ['ミル'] }) as const;
const look = { kind: 'browse', channel: 'shop' } as const;

async function part<P extends JourneyPart>(name: P, from: string, until = from): Promise<JourneyReportOf<P>> {
  const report = await readReport(deps, { part: name, from: `2026-04-${from}`, until: `2026-04-${until}` });
  return report as JourneyReportOf<P>;
}

beforeAll(async () => {
  const open = async (customer: { id: string }) =>
    makeConversation(deps.db, { customer, team, owner: { type: 'agent', id: agents[0].id } });

  // Asked, answered within the hour, resolved; thanked the next day and gave five of five.
  const pleased = await makeCustomer(deps.db);
  await put(
    pleased,
    [
      ['01T10:00', { ...mail, text: '注文した品がまだ届きません' }],
      ['01T10:40', { ...mail, direction: 'out' }],
      ['01T10:41', { kind: 'resolved', channel: 'email' }],
      ['02T09:00', { ...mail, text: 'ありがとうございました！' }],
      ['02T12:00', { kind: 'survey', channel: 'email', score: 1 }],
    ],
    await open(pleased),
  );

  // Asked, waited for 30 hours, was told it is resolved, and called two days later; nobody took it.
  const cross = await makeCustomer(deps.db);
  await put(
    cross,
    [
      ['01T11:00', { ...mail, text: '返金はいつになりますか' }],
      ['02T17:00', { ...mail, direction: 'out' }],
      ['02T17:01', { kind: 'resolved', channel: 'email' }],
      ['04T17:00', { kind: 'call', channel: 'phone', state: 'missed' }],
    ],
    await open(cross),
  );

  // Looked at 23:50 and ordered at 00:10.
  const buyer = await makeCustomer(deps.db);
  await put(buyer, [
    ['09T23:50', look],
    ['10T00:10', order('W1')],
  ]);

  // Wrote twice in two conversations that an agent made one; answered there within the hour.
  const twice = await makeCustomer(deps.db);
  const [first, second] = [await open(twice), await open(twice)];
  await put(twice, [['12T10:00', { ...mail, text: '色を変えられますか' }]], first);
  await put(twice, [['12T10:05', { ...mail, text: '請求書もお願いします' }]], second);
  dataOf(
    await giveTo(deps)(askingAs(agents[0]), 'conversation:merge', {
      conversationId: second.id,
      epoch: second.epoch,
      fromId: first.id,
      fromEpoch: first.epoch,
    }),
  );
  await put(
    twice,
    [
      ['12T10:45', { ...mail, direction: 'out' }],
      ['12T10:50', { kind: 'resolved', channel: 'email' }],
    ],
    second,
  );
  while ((await countJourneys(deps)) > 0);
});

describe('four ways that are written down', () => {
  it('flow as anybody can count on their fingers', async () => {
    const { stops, customers, bands, starts, ends } = await part('flow', '01', '30');
    // Mail and its thanks; mail and a call; the shop; mail.
    expect({ stops, customers }).toEqual({ stops: 6, customers: 4 });
    expect(bands).toHaveLength(2);
    expect(bands).toContainEqual({ from: 'email', to: 'email', count: 1 });
    expect(bands).toContainEqual({ from: 'email', to: 'phone', count: 1 });
    expect(starts).toHaveLength(2);
    expect(starts).toContainEqual({ channel: 'email', count: 3 });
    expect(starts).toContainEqual({ channel: 'shop', count: 1 });
    expect(ends).toHaveLength(3);
    expect(ends).toContainEqual({ channel: 'email', ending: 'resolved', count: 2 });
    expect(ends).toContainEqual({ channel: 'phone', ending: 'broke_off', count: 1 });
    expect(ends).toContainEqual({ channel: 'shop', ending: 'bought', count: 1 });
  });

  it('[CV10] [CV7] cost who called twice and waited, not who said thanks or whose two matters became one', async () => {
    const { contacts, cameBack, paths } = await part('effort', '01', '30');
    expect({ contacts, cameBack }).toEqual({ contacts: 4, cameBack: 1 });
    const none = { matters: 2, cameBack: 0, switched: 0, waited: 0, repeated: 0, scored: 1, score: 1 };
    const all = { matters: 1, cameBack: 1, switched: 0, waited: 1, repeated: 0, scored: 0, score: null };
    expect(paths).toEqual([
      { path: 'email', ...none },
      { path: 'email>phone', ...all },
    ]);
  });

  it('give each its order, also on a day on which no stop of its segment began', async () => {
    const before = await part('segments', '09');
    expect(before.rows).toMatchObject([{ segment: 'new', customers: 1, stops: 1, orders: 0 }]);
    const { rows } = await part('segments', '10');
    expect(rows).toEqual([
      {
        segment: 'new',
        customers: 0,
        stops: 0,
        contacts: 0,
        cameBack: 0,
        brokeOff: 0,
        efforts: 0,
        orders: 1,
        scored: 0,
        score: null,
      },
    ]);
    const orders = await part('orders', '10');
    expect(orders).toMatchObject({ orders: 1, rows: [{ channel: 'shop', touched: 1, first: 1, last: 1, linear: 1 }] });
    expect((await part('orders', '09')).orders).toBe(0);
  });

  it('broke off on the phone alone', async () => {
    const { rows } = await part('breaks', '01', '30');
    expect(rows.filter(({ brokeOff }) => brokeOff > 0)).toEqual([
      { channel: 'phone', phase: 'consideration', stops: 1, brokeOff: 1 },
    ]);
  });
});
