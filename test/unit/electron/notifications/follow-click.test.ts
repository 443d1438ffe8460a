import { describe, expect, it } from 'vitest';
import { followClick } from '#electron/native/notifications/follow-click.ts';
import type { Clicked } from '#electron/native/notifications/notifier.ts';

const OWN = 'in-its-own-window';

function start() {
  const did: string[] = [];
  const follow = followClick({
    bringToFront: () => did.push('desk'),
    tell: ({ tag }) => did.push(`told ${tag}`),
    showOwn(id) {
      if (id === OWN) did.push(`own ${id}`);
      return id === OWN;
    },
  });
  return { did, follow };
}
const click = (id: string, over: Partial<Clicked> = {}): Clicked => ({
  tag: 'x',
  action: null,
  target: { kind: 'conversation', id },
  ...over,
});

describe('[DK2] a click on a notification', () => {
  it.each(['message', 'escalation'] as const)('of a conversation with a window of its own goes there: %s', (kind) => {
    const { did, follow } = start();
    follow(click(OWN), kind);
    expect(did).toEqual([`own ${OWN}`]);
  });

  it('of any other goes to the desk', () => {
    const { did, follow } = start();
    follow(click('c1'), 'message');
    follow(click(OWN, { target: { kind: 'customer', id: OWN } }), 'message');
    follow(click(OWN, { target: null }), 'message');
    expect(did).toEqual(['desk', 'told x', 'desk', 'told x', 'desk', 'told x']);
  });

  it('of what waits for a decision goes to the desk, where it is decided', () => {
    const { did, follow } = start();
    follow(click(OWN), 'call');
    follow(click(OWN, { action: 'accept' }), 'offer');
    expect(did).toEqual(['desk', 'told x', 'desk', 'told x']);
  });

  it('that declines leaves the windows where they are', () => {
    const { did, follow } = start();
    follow(click('c1', { action: 'decline' }), 'call');
    expect(did).toEqual(['told x']);
  });
});
