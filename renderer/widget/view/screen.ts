import type { Locale } from '#shared/domain/people.ts';
import type { Chat, ChatView } from '../chat.ts';
import { inkOn } from '../options.ts';
import type { Store } from '../store.ts';
import { STYLES } from '../styles.ts';
import { answeringName, unreadCount } from '../sync/chat-state.ts';
import { say, WORDS } from '../words.ts';
import { createComposer } from './composer.ts';
import { el, setAttribute, setText } from './dom.ts';
import { createHost } from './host.ts';
import { createLauncher } from './launcher.ts';
import { createLightbox } from './lightbox.ts';
import { spoken } from './message-list.ts';
import { createPanel } from './panel.ts';
import { type Row, rowsOf } from './rows.ts';
import { createThreadPane } from './thread-pane.ts';

/** Everything the customer sees. */
export type Screen = {
  /** `byChoice`: the focus goes into the chat. After a change of page it comes back without taking it. */
  readonly open: (byChoice: boolean) => void;
  readonly close: () => void;
  readonly update: () => void;
  /** The language changed. */
  readonly relabel: () => void;
};

type Parts = { readonly chat: Chat; readonly tab: Store; readonly locale: () => Locale; readonly color: string | null };

/** Under which name the tab keeps that the chat is open. */
export const OPEN = 'open';

export function createScreen({ chat, tab, locale, color }: Parts): Screen {
  const words = () => WORDS[locale()];
  const { root, mount, surface } = createHost(STYLES);
  if (color !== null) {
    surface.style.setProperty('--brand', color);
    surface.style.setProperty('--brand-ink', inkOn(color));
    surface.classList.add('branded');
  }

  const lightbox = createLightbox({ root, surface, photos: chat.photos, words });
  const launcher = createLauncher(() => open(true));
  const pane = createThreadPane({ chat, openPhoto: lightbox.open, isSeen: () => panel.isOpen() });
  const composer = createComposer({ chat, tab, words, sent: pane.toNewest });
  const panel = createPanel({ root, lightbox, close, connectNow: chat.connectNow, body: [pane.node, composer.node] });
  let heard: string | null = null;
  const announcer = el('div', { class: 'hidden', 'aria-live': 'polite' });
  surface.append(launcher.node, panel.node, announcer);
  root.append(surface);
  mount();

  function open(byChoice: boolean): void {
    mount();
    tab.set(OPEN, '1');
    chat.start();
    panel.show();
    composer.draw(words());
    update();
    pane.toNewest();
    if (byChoice) composer.focus();
  }

  function close(): void {
    if (!panel.isOpen()) return;
    tab.set(OPEN, null);
    chat.typing(false);
    const hadFocus = panel.node.contains(root.activeElement);
    panel.hide();
    update();
    if (hadFocus) launcher.focus();
  }

  function update(): void {
    const view = chat.view();
    const unread = unreadCount(view.thread);
    launcher.draw({ words: words(), unread, hidden: panel.isOpen() });
    if (!panel.isOpen()) {
      setText(announcer, unread === 0 ? '' : say(words(), 'openUnread', { n: unread }));
      return;
    }
    panel.draw({ words: words(), ...headOf(view), line: view.line });
    const rows = rowsOf({
      thread: view.thread,
      outbox: view.outbox,
      greeting: view.session?.greeting[locale()] ?? null,
      isUp: view.line === 'connected',
      words: words(),
      locale: locale(),
      now: new Date(),
    });
    pane.draw({ rows, words: words(), view });
    announce(rows, view.loaded);
  }

  /** Our newest words, once. The thread itself is silent: one's own words and earlier pages are not news. */
  function announce(rows: readonly Row[], loaded: boolean): void {
    const ours = rows.flatMap((row) => (row.type === 'bubble' && row.seq !== null ? [row] : []));
    const last = ours[ours.length - 1];
    if (!loaded || last?.key === heard) return;
    if (last !== undefined && heard !== null) setText(announcer, spoken(last, words()));
    heard = last?.key ?? '';
  }

  function headOf(view: ChatView): { shop: string; subtitle: string } {
    const name = answeringName(view.thread);
    return {
      shop: view.session?.workspaceName ?? words().chat,
      subtitle: name === null ? words().invite : say(words(), 'withAgent', { name }),
    };
  }

  function relabel(): void {
    setAttribute(surface, 'lang', locale());
    composer.draw(words());
    update();
  }

  relabel();
  if (tab.get(OPEN) !== null) open(false);
  return { open, close, update, relabel };
}
