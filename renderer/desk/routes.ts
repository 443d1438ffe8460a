import { useMemo } from 'react';
import { useRoute } from 'wouter';
import { navigate } from 'wouter/use-hash-location';
import { INBOX_TABS, type InboxTab } from '#shared/domain/conversation.ts';

/**
 * Where the desk is: which list, and which conversation of it, or a customer's thread without one (found by search, with
 * no conversation or many). Kept in the address, so that Back and links work.
 */
export type DeskPlace = {
  readonly tab: InboxTab;
  readonly conversationId: string | null;
  readonly customerId?: string;
};

const isInboxTab = (text: string | undefined): text is InboxTab => INBOX_TABS.some((tab) => tab === text);

/** The address of a place, to follow the `#`. */
export function placePath({ tab, conversationId, customerId }: DeskPlace): string {
  if (customerId !== undefined) return `/inbox/${tab}/customer/${customerId}`;
  return conversationId === null ? `/inbox/${tab}` : `/inbox/${tab}/c/${conversationId}`;
}

/** Goes to a place. `replace` leaves no step in the history: for going where the agent would have been sent anyway. */
export function goTo(place: DeskPlace, { replace = false }: { readonly replace?: boolean } = {}): void {
  navigate(placePath(place), { replace });
}

/** The place of now. An address that leads nowhere is the agent's own list. */
export function usePlace(): DeskPlace {
  const [, inbox] = useRoute('/inbox/:tab?');
  const [, conversation] = useRoute('/inbox/:tab/c/:conversationId');
  const [, customer] = useRoute('/inbox/:tab/customer/:customerId');
  const tab = conversation?.tab ?? customer?.tab ?? inbox?.tab;
  const conversationId = conversation?.conversationId ?? null;
  const customerId = customer?.customerId;
  return useMemo(() => {
    const place = { tab: isInboxTab(tab) ? tab : 'mine', conversationId } as const;
    return customerId === undefined ? place : { ...place, customerId };
  }, [tab, conversationId, customerId]);
}

/** The address of a page that stands in the place of list and thread: settings, callbacks. `rest` is the page's own. */
export const pagePath = (name: string, rest = ''): string => `/page/${name}${rest === '' ? '' : `/${rest}`}`;

/** The page of now and what follows its name in the address; null while the desk shows list and thread. */
export function usePage(): { readonly name: string; readonly rest: string } | null {
  const [, page] = useRoute('/page/:name/*?');
  const name = page?.name;
  const rest = page?.['*'] ?? '';
  return useMemo(() => (name === undefined ? null : { name, rest }), [name, rest]);
}

/** Goes to a page. */
export function goToPage(name: string, rest = '', { replace = false }: { readonly replace?: boolean } = {}): void {
  navigate(pagePath(name, rest), { replace });
}
