import { describe, expect, it } from 'vitest';
import { withoutReplyMarks } from '#shared/domain/reply-subject.ts';

describe('the subject of a thread', () => {
  it.each([
    ['Re: 返品', '返品'],
    ['RE：Re[2]: AW: 返品', '返品'],
    ['返品 Re: 交換', '返品 Re: 交換'],
    ['Recall', 'Recall'],
  ])('of %s is %s', (subject, own) => {
    expect(withoutReplyMarks(subject)).toBe(own);
  });
});
