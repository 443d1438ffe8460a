import { describe, expect, it } from 'vitest';
import { commandFor, isComplete, NO_ACT, type PreviewRow, tagsOf } from '#renderer/desk/features/bulk/bulk-act.ts';

const ROW: PreviewRow = {
  conversationId: '0199a000-0000-7000-8000-000000000001',
  number: 10023,
  customerName: '佐藤 美咲',
  channel: 'chat',
  epoch: 7,
  seen: { '0199a000-0000-7000-8000-000000000002': 41 },
};

describe('what is done to each of many', () => {
  it('[CV1] [CV3] names the epoch and what was seen when it was previewed', () => {
    expect(commandFor({ ...NO_ACT, name: 'reply', text: ' お待たせしました ' }, ROW)).toEqual({
      name: 'message:send',
      input: { conversationId: ROW.conversationId, epoch: 7, text: 'お待たせしました', seen: ROW.seen },
    });
    expect(commandFor({ ...NO_ACT, to: 'team 0199a000-0000-7000-8000-000000000003' }, ROW)).toMatchObject({
      name: 'conversation:assign',
      input: { epoch: 7, to: { type: 'team', id: '0199a000-0000-7000-8000-000000000003' } },
    });
  });

  it('leaves each one’s category alone unless one was chosen', () => {
    const { input } = commandFor({ ...NO_ACT, name: 'resolve', outcome: 'answered' }, ROW);
    expect(input).toEqual({ conversationId: ROW.conversationId, epoch: 7, outcome: 'answered' });
  });

  it('reads tags with commas of either language, and waits until there is something to do', () => {
    expect(tagsOf('VIP、 gift wrap , ,再配達，')).toEqual(['VIP', 'gift wrap', '再配達']);
    expect(isComplete(NO_ACT)).toBe(false);
    expect(isComplete({ ...NO_ACT, name: 'tag', tags: ' , ' })).toBe(false);
    expect(isComplete({ ...NO_ACT, name: 'reply', text: ' ' })).toBe(false);
    expect(isComplete({ ...NO_ACT, name: 'tag', tags: 'x' })).toBe(true);
  });
});
