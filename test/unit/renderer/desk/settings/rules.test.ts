import { describe, expect, it } from 'vitest';
import { categoryNodes, parentsFor } from '#renderer/desk/features/settings/categories/category-tree.ts';
import { fieldsSchema, firstValues, givenFields } from '#renderer/desk/features/settings/channels/field-values.ts';
import { yearDays } from '#renderer/desk/features/settings/hours/year-days.ts';
import { makeCode, showCode } from '#renderer/desk/features/settings/people/make-code.ts';
import type { ConnectionField } from '#shared/domain/channel-connection.ts';
import { OFFICE_HOURS } from '#shared/domain/opening-hours.ts';
import { type CategorySettings, passwordCodeSchema } from '#shared/domain/settings.ts';

const node = (id: string, parentId: string | undefined, position: number): CategorySettings => ({
  id,
  ...(parentId === undefined ? {} : { parentId }),
  nameJa: id,
  nameEn: id,
  position,
  retired: id === 'old',
  used: 0,
  revision: 1,
});

describe('the tree of categories', () => {
  const nodes = categoryNodes([
    node('b', undefined, 1),
    node('a', undefined, 0),
    node('a1', 'a', 0),
    node('a1x', 'a1', 0),
    node('old', 'b', 0),
    node('below', 'old', 0),
  ]);

  it('stands in its order, each with its level, and what is below a retired one is off with it', () => {
    expect(nodes.map(({ category, level }) => `${level}${category.id}`)).toEqual([
      '1a',
      '2a1',
      '3a1x',
      '1b',
      '2old',
      '3below',
    ]);
    expect(nodes.filter(({ isOff }) => isOff).map(({ category }) => category.id)).toEqual(['old', 'below']);
  });

  it('offers only places that leave room for what hangs from a category, and never itself', () => {
    const places = (id: string) => parentsFor(nodes, id).map(({ category }) => category.id);
    expect(places('a')).toEqual([]);
    expect(places('a1')).toEqual(['a', 'b']);
    expect(places('a1x')).toEqual(['a', 'a1', 'b', 'old']);
  });
});

describe('the year', () => {
  const holidays = [{ date: '2026-11-23', nameJa: '勤労感謝の日', nameEn: 'Labour Thanksgiving Day' }];
  const days = [
    { date: '2026-12-29', name: '年末', spans: [] },
    { date: '2026-11-29', name: '特別営業', spans: [{ from: 600, to: 720 }] },
  ];
  const all = yearDays({ ...OFFICE_HOURS, days }, 2026, holidays).flat();
  const sign = (date: string) => all.find((day) => day.date === date)?.sign;

  it('has every day once, leap days too', () => {
    expect(all).toHaveLength(365);
    expect(yearDays(OFFICE_HOURS, 2028, []).flat()).toHaveLength(366);
  });

  it('tells closures, special openings, holidays and weekly closing days apart', () => {
    expect(sign('2026-12-29')).toBe('closure');
    expect(sign('2026-11-29')).toBe('special');
    expect(sign('2026-11-23')).toBe('holiday');
    expect(sign('2026-11-22')).toBe('off');
    expect(sign('2026-11-24')).toBe('open');
  });
});

describe('a one-time code', () => {
  it('is what the hub takes, also as it is read out', () => {
    for (let n = 0; n < 200; n += 1) {
      const code = makeCode();
      expect(passwordCodeSchema.parse(code)).toBe(code);
      expect(passwordCodeSchema.parse(` ${showCode(code).toLowerCase()} `)).toBe(code);
    }
    expect(new Set(Array.from({ length: 200 }, makeCode)).size).toBe(200);
  });
});

describe('the fields of an adapter', () => {
  const field = (
    name: string,
    kind: ConnectionField['kind'],
    more: Partial<ConnectionField> = {},
  ): ConnectionField => ({
    name,
    kind,
    label: { ja: name, en: name },
    required: true,
    ...more,
  });
  const fields = [
    field('host', 'text'),
    field('port', 'number', { initial: '993' }),
    field('tls', 'boolean', { initial: 'true' }),
    field('aliases', 'list', { required: false }),
    field('password', 'secret'),
    field('base', 'url', { required: false }),
  ];
  const words = { missing: 'missing', number: 'number', url: 'url', email: 'email' };
  const wrong = (values: object, secretsSet: readonly string[] = []) =>
    fieldsSchema({ fields }, words, secretsSet)
      .safeParse({ ...firstValues(fields), ...values })
      .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

  it('begin with what is stored, else with what the adapter proposes, and never with a secret', () => {
    const stored = { host: 'imap.example.jp', aliases: ['a', 'b'], password: 'leaked' };
    expect(firstValues(fields, stored)).toEqual({
      host: 'imap.example.jp',
      port: '993',
      tls: true,
      aliases: 'a\nb',
      password: '',
      base: '',
    });
  });

  it('are given typed, without what was left empty', () => {
    const values = { ...firstValues(fields), host: 'h', port: '１４３', aliases: 'x@y, z@y\n' };
    expect(givenFields(fields, values)).toEqual({ host: 'h', port: 143, tls: true, aliases: ['x@y', 'z@y'] });
  });

  it('are told apart: missing, not a number, not an address; a secret that is set may stay empty', () => {
    expect(wrong({})).toEqual(['host: missing', 'password: missing']);
    expect(wrong({ host: 'h', port: 'x', password: 'p', base: 'example.jp' })).toEqual(['port: number', 'base: url']);
    expect(wrong({ host: 'h' }, ['password'])).toBeUndefined();
  });
});
