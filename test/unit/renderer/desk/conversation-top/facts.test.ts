import { describe, expect, it } from 'vitest';
import { categoryPath } from '#renderer/desk/features/conversation-top/category-path.ts';
import { channelSpanMs } from '#renderer/desk/features/conversation-top/channel-story.ts';
import { waitTimes } from '#renderer/desk/features/conversation-top/wait-times.ts';
import { CATEGORIES, CONVERSATION } from '#renderer/desk/stories/fake-desk.ts';

describe('waitTimes', () => {
  it('gives an hour, today 17:00 and tomorrow 10:00 in the workspace’s time zone', () => {
    expect(waitTimes(new Date('2025-11-17T04:00:00Z'), 'Asia/Tokyo')).toEqual([
      { id: 'inHour', at: '2025-11-17T05:00:00.000Z' },
      { id: 'today', at: '2025-11-17T08:00:00.000Z' },
      { id: 'tomorrow', at: '2025-11-18T01:00:00.000Z' },
    ]);
  });

  it('leaves out 17:00 once it is over', () => {
    const ids = waitTimes(new Date('2025-11-17T08:00:00Z'), 'Asia/Tokyo').map(({ id }) => id);
    expect(ids).toEqual(['inHour', 'tomorrow']);
  });
});

describe('categoryPath', () => {
  it('names a category from the largest down, in the language on screen', () => {
    expect(categoryPath(CATEGORIES, CATEGORIES[2]?.id, 'ja')).toBe('不良 › 水漏れ › タンク');
    expect(categoryPath(CATEGORIES, CATEGORIES[2]?.id, 'en')).toMatch(/^Defect › Leak › /);
  });

  it('is empty for none and for an unknown one', () => {
    expect(categoryPath(CATEGORIES, undefined, 'ja')).toBe('');
    expect(categoryPath([], CATEGORIES[2]?.id, 'ja')).toBe('');
  });
});

describe('channelSpanMs', () => {
  it('is nothing without channels', () => {
    expect(channelSpanMs({ ...CONVERSATION, sessions: [] }, new Date())).toBe(0);
  });
});
