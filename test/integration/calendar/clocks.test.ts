import { describe, expect, it } from 'vitest';
import { holidaysOf, isJapaneseHoliday, KNOWN_YEARS } from '#server/domains/calendar/holidays.ts';
import { receive } from '#server/domains/conversations/inbound.service.ts';
import { inWork } from '#server/work.ts';
import { OFFICE_HOURS } from '#shared/domain/opening-hours.ts';
import type { Answer } from '#shared/wire/ack.ts';
import { testDatabase } from '#test/support/database.ts';
import { makeCustomer } from '#test/support/factories/customers.ts';
import { makeAgent } from '#test/support/factories/people.ts';
import { fakeClock } from '#test/support/fake-clock.ts';
import { testHub } from '#test/support/hub.ts';

const database = await testDatabase();
// Friday, ten minutes before closing; Monday is a public holiday.
const clock = fakeClock('2026-11-20T17:50:00+09:00');
const hub = await testHub(database, { clock });
const admin = await hub.signIn(await makeAgent(database.db, [], { role: 'admin' }));

function ok<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
  return answer.data;
}

async function ask(): Promise<Date | null> {
  const customer = await makeCustomer(database.db);
  const { conversationId } = await inWork(hub.app.deps, (work) =>
    receive(work, {
      customerId: customer.id,
      contactPointId: null,
      kind: 'message',
      data: { text: '届いていません。' },
      channel: 'chat',
      direction: 'in',
      author: { type: 'customer' },
      occurredAt: work.at,
    }),
  );
  const { rows } = await database.pool.query('select reply_due_at from conversation where id = $1', [conversationId]);
  return rows[0].reply_due_at;
}

const team = async () => {
  const found = ok(await admin.query('settings.workspace', {})).teams.find(({ id }) => id === hub.team.id);
  if (found === undefined) throw new Error('no team');
  return found;
};

async function setTeam(over: { calendarId?: string | null; brandId?: string | null }): Promise<void> {
  const { members: _, calendarId, brandId, ...fields } = await team();
  const now = { calendarId: calendarId ?? null, brandId: brandId ?? null };
  ok(await admin.command('team:change', { ...fields, ...now, ...over }));
}

describe('[CV9] the clock of an answer', () => {
  it('runs around the clock without a calendar', async () => {
    expect(await ask()).toEqual(new Date('2026-11-20T18:05:00+09:00'));
  });

  it('runs in the hours of the team’s brand, then of the team itself, over a holiday and a closure', async () => {
    const office = ok(await admin.command('calendar:add', { name: '平日', hours: OFFICE_HOURS }));
    const brand = ok(await admin.command('brand:add', { name: 'つなぎ商店', calendarId: office.id }));
    await setTeam({ brandId: brand.id });
    expect(await ask()).toEqual(new Date('2026-11-24T09:05:00+09:00'));

    const days = [{ date: '2026-11-24', name: '棚卸し', spans: [] }];
    ok(await admin.command('calendar:change', { ...office, name: '平日', hours: { ...OFFICE_HOURS, days } }));
    expect(await ask()).toEqual(new Date('2026-11-25T09:05:00+09:00'));

    const session = await hub.fetch('/api/v1/visitor/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect((await session.json()).data.greeting.ja).not.toContain('営業時間外');
    clock.advance(30 * 60_000);
    const late = await hub.fetch('/api/v1/visitor/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    const { greeting } = (await late.json()).data;
    expect(greeting.ja).toContain('11月25日(水) 9:00より');
    expect(greeting.en).toContain('Wednesday 25 November, 9:00');
    clock.advance(-30 * 60_000);

    const whole = OFFICE_HOURS.weekly.map(() => [{ from: 0, to: 1440 }]);
    const always = ok(
      await admin.command('calendar:add', {
        name: '年中無休',
        hours: { ...OFFICE_HOURS, weekly: whole, holidays: null },
      }),
    );
    await setTeam({ calendarId: always.id });
    expect(await ask()).toEqual(new Date('2026-11-20T18:05:00+09:00'));
    const removed = await admin.command('calendar:remove', { id: always.id, revision: 1 });
    expect(removed.ok ? 'ok' : removed.error.code).toBe('in_use');
    await setTeam({ calendarId: null, brandId: null });
    ok(await admin.command('calendar:remove', { id: always.id, revision: 1 }));
  });

  it('refuses hours that overlap and a day said twice', async () => {
    const weekly = OFFICE_HOURS.weekly.map(() => [
      { from: 540, to: 720 },
      { from: 700, to: 1080 },
    ]);
    const overlapping = await admin.command('calendar:add', { name: 'x', hours: { ...OFFICE_HOURS, weekly } });
    expect(overlapping.ok ? 'ok' : overlapping.error.code).toBe('invalid');
    const day = { date: '2026-12-29', name: '', spans: [] };
    const twice = await admin.command('calendar:add', { name: 'x', hours: { ...OFFICE_HOURS, days: [day, day] } });
    expect(twice.ok ? 'ok' : twice.error.code).toBe('invalid');
  });
});

describe('the holidays of Japan', () => {
  it('are known for decades, with substitutes and days between', () => {
    expect(KNOWN_YEARS.from).toBeLessThanOrEqual(1970);
    expect(KNOWN_YEARS.to).toBeGreaterThanOrEqual(2050);
    expect(isJapaneseHoliday('2026-05-06')).toBe(true);
    expect(isJapaneseHoliday('2026-09-22')).toBe(true);
    expect(isJapaneseHoliday('2026-11-24')).toBe(false);
    expect(holidaysOf(2026)).toHaveLength(18);
    expect(holidaysOf(KNOWN_YEARS.to + 1)).toEqual([]);
  });

  it('are told to the desk with the years that are known', async () => {
    const answer = ok(await admin.query('settings.holidays', { year: 2026 }));
    expect(answer.known).toEqual(KNOWN_YEARS);
    expect(answer.holidays[0]).toEqual({ date: '2026-01-01', nameJa: '元日', nameEn: "New Year's Day" });
  });
});
