import type { Chat, ChatView } from '../chat.ts';
import { say, type Words } from '../words.ts';
import { el, setAttribute, setText } from './dom.ts';
import { icon } from './icons.ts';
import { createMessageList } from './message-list.ts';
import type { Row } from './rows.ts';

/** What was said, scrolling: stays at the newest while the customer is there, and where they are when they read back. */
export type ThreadPane = {
  readonly node: HTMLElement;
  readonly toNewest: () => void;
  readonly draw: (now: { rows: readonly Row[]; words: Words; view: ChatView }) => void;
};

type Parts = {
  readonly chat: Chat;
  readonly openPhoto: (blobId: string, name: string) => void;
  readonly isSeen: () => boolean;
};

/** So near to the end counts as there. */
const NEAR_PX = 48;
/** Earlier messages are fetched before the top is reached. */
const EARLY_PX = 160;

export function createThreadPane({ chat, openPhoto, isSeen }: Parts): ThreadPane {
  const older = el('button', { type: 'button', class: 'text-button older' });
  const log = el('div', { class: 'log', role: 'log', 'aria-live': 'off', tabindex: '0' });
  const typingText = el('span');
  const dots = el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
  const typing = el('div', { class: 'typing' }, dots, typingText);
  const newestText = el('span');
  const newest = el('button', { type: 'button', class: 'newest', hidden: true }, icon('down'), newestText);
  const loading = el('div', { class: 'skeleton', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
  const pane = el('div', { class: 'pane' }, log, newest);
  let atEnd = true;
  let lastKey = '';
  let inView = new Set<Element>();
  const seqs = new WeakMap<Element, number>();

  // Read means: on the screen, in an open chat, on a page that is being looked at.
  const eye = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) isIntersecting ? inView.add(target) : inView.delete(target);
      readInView();
    },
    { root: log, threshold: 0.6 },
  );
  function readInView(): void {
    if (!isSeen() || document.visibilityState !== 'visible') return;
    inView = new Set([...inView].filter((node) => node.isConnected));
    const seq = Math.max(0, ...[...inView].map((node) => seqs.get(node) ?? 0));
    if (seq > chat.view().thread.ownReadSeq) chat.read(seq);
  }
  document.addEventListener('visibilitychange', readInView);

  const list = createMessageList({
    chat,
    openPhoto,
    watch(node, seq) {
      seqs.set(node, seq);
      eye.observe(node);
    },
  });
  log.append(older, loading, list.node, typing);
  older.addEventListener('click', () => void chat.older());
  newest.addEventListener('click', toNewest);
  log.addEventListener('scroll', () => {
    atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
    if (atEnd) newest.hidden = true;
    if (log.scrollTop < EARLY_PX && chat.view().thread.before !== undefined) void chat.older();
  });
  // Photos and the keyboard change heights after the fact.
  new ResizeObserver(() => {
    if (atEnd) log.scrollTop = log.scrollHeight;
  }).observe(log);

  function toNewest(): void {
    atEnd = true;
    newest.hidden = true;
    log.scrollTop = log.scrollHeight;
  }

  /** Rows come in above and below: who reads back keeps the line they were at. */
  function drawRows(rows: readonly Row[], words: Words): void {
    const anchor = atEnd ? null : anchorIn(log, list.node);
    list.draw(rows, words);
    const key = rows[rows.length - 1]?.key ?? '';
    if (!atEnd && lastKey !== '' && key !== lastKey) newest.hidden = false;
    lastKey = key;
    if (atEnd) log.scrollTop = log.scrollHeight;
    else anchor?.();
  }

  function drawTyping(who: ChatView['typing'], words: Words): void {
    typing.hidden = who === null;
    if (who === null) return;
    setText(typingText, who.name === null ? words.typingNobody : say(words, 'typing', { name: who.name }));
  }

  return {
    node: pane,
    toNewest,
    draw({ rows, words, view }) {
      setAttribute(log, 'aria-label', words.log);
      setAttribute(log, 'aria-busy', view.loaded && !view.loadingOlder ? null : 'true');
      older.hidden = view.thread.before === undefined;
      setAttribute(older, 'aria-disabled', view.loadingOlder ? 'true' : null);
      setText(older, view.loadingOlder ? words.loading : words.older);
      loading.hidden = view.loaded || view.line === 'unreachable' || view.line === 'offline';
      setText(newestText, words.newest);
      drawTyping(view.typing, words);
      drawRows(rows, words);
    },
  };
}

/** Remembers the first message that is seen (a day's mark goes up with the day's earlier ones), and puts it where it was. */
function anchorIn(log: HTMLElement, list: HTMLElement): (() => void) | null {
  const rows = [...list.querySelectorAll<HTMLElement>('.row')];
  const row = rows.find((each) => each.offsetTop + each.offsetHeight > log.scrollTop);
  const key = row?.dataset['key'];
  if (row === undefined || key === undefined) return null;
  const above = row.offsetTop - log.scrollTop;
  return () => {
    const now = ([...list.children] as HTMLElement[]).find((each) => each.dataset['key'] === key);
    if (now) log.scrollTop = now.offsetTop - above;
  };
}
