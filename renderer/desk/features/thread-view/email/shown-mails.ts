import { createStore } from 'zustand/vanilla';

/** How an agent chose to see a mail, while this window is open: a row that is scrolled away is not drawn, and forgets. */
export type MailView = { readonly as: 'text' | 'html'; readonly images: boolean };

export const PLAIN: MailView = { as: 'text', images: false };
const MOST = 200;

export const shownMails = createStore<ReadonlyMap<string, MailView>>(() => new Map());

export function showMail(itemId: string, view: MailView): void {
  const next = new Map([...shownMails.getState()].slice(-MOST));
  shownMails.setState(next.set(itemId, view), true);
}
