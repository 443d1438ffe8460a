import { say, type Words } from '../words.ts';
import { el, setAttribute, setText } from './dom.ts';
import { icon } from './icons.ts';

/** The round button in the corner, with how many answers wait. */
export type Launcher = {
  readonly node: HTMLElement;
  readonly focus: () => void;
  readonly draw: (now: { words: Words; unread: number; hidden: boolean }) => void;
};

export function createLauncher(open: () => void): Launcher {
  const badge = el('span', { class: 'badge', 'aria-hidden': 'true' });
  const node = el('button', { type: 'button', class: 'launcher' }, icon('chat'), badge);
  node.addEventListener('click', open);
  return {
    node,
    focus: () => node.focus(),
    draw({ words, unread, hidden }) {
      node.hidden = hidden;
      badge.hidden = unread === 0;
      setText(badge, unread > 99 ? '99+' : String(unread));
      setAttribute(node, 'aria-label', unread === 0 ? words.open : say(words, 'openUnread', { n: unread }));
    },
  };
}
