import { describe, expect, it } from 'vitest';
import { instantOfField, promiseChoices } from '#renderer/desk/features/composer/promise-times.ts';

describe('due times of a promise', () => {
  it('are in the workspace’s time zone, wherever the window runs', () => {
    // 13:50 in Tokyo
    const choices = promiseChoices(new Date('2025-11-17T04:50:00Z'), 'Asia/Tokyo');
    expect(choices.map(({ id, at }) => [id, at.toISOString()])).toEqual([
      ['hour', '2025-11-17T05:50:00.000Z'],
      ['today', '2025-11-17T08:00:00.000Z'],
      ['tomorrow', '2025-11-18T03:00:00.000Z'],
    ]);
  });

  it('leave out today 17:00 once it is past', () => {
    expect(promiseChoices(new Date('2025-11-17T08:00:00Z'), 'Asia/Tokyo').map(({ id }) => id)).toEqual([
      'hour',
      'tomorrow',
    ]);
  });

  it('typed by hand are of that time zone too; an empty field is none', () => {
    expect(instantOfField('2025-11-18T10:30', 'Asia/Tokyo')?.toISOString()).toBe('2025-11-18T01:30:00.000Z');
    expect(instantOfField('', 'Asia/Tokyo')).toBeNull();
  });
});
