import type { QueryClient } from '@tanstack/react-query';
import { desktop } from '#renderer/data/desktop.ts';
import { createSession } from '#renderer/data/session.ts';
import { browserDoor, desktopDoor } from '#renderer/data/session-doors.ts';
import { HubError, wireError } from '#renderer/data/sync/hub-error.ts';
import type { QueryName } from '#shared/wire/queries.ts';
import { createDeskClient } from './desk-client.ts';
import type { DeskClient } from './desk-client-types.ts';

/** Queries whose answer is of one customer, and old when something about them changed. */
const OF_CUSTOMER: readonly QueryName[] = [
  'customer.panel',
  'customer.reachability',
  'identity.suggestions',
  'identity.history',
  'shop.orders',
];

type Parts = { readonly queryClient: QueryClient; readonly locale: () => 'ja' | 'en' };

/** The client of this window, running: in the desktop by its bridge, in a browser by the page's own hub. */
export function startDeskClient({ queryClient, locale }: Parts): DeskClient {
  const door = desktop === null ? browserDoor(locale) : desktopDoor(desktop, locale);
  const session = createSession(door);
  const client = createDeskClient({
    session,
    locale,
    baseUrl: () => hubAddress(locale),
    onCustomerChanged: (customerId) => {
      for (const name of OF_CUSTOMER) void queryClient.invalidateQueries({ queryKey: [name, { customerId }] });
      // Asked by conversation; only what is shown is asked again.
      void queryClient.invalidateQueries({ queryKey: ['check.state'] });
    },
    onWorkspaceChanged: () =>
      void queryClient.invalidateQueries({
        predicate: ({ queryKey: [name] }) =>
          typeof name === 'string' && (name === 'me' || /^(settings|channel)\./.test(name)),
      }),
    onSignedOut: () => queryClient.clear(),
  });
  client.start();
  session.start(takeSignInCode());
  // A machine that slept, or a network that is back: the old line is dead even where nobody has noticed yet.
  desktop?.onResume(client.connection.reconnectNow);
  window.addEventListener('online', client.connection.reconnectNow);
  return client;
}

async function hubAddress(locale: () => 'ja' | 'en'): Promise<string> {
  if (desktop === null) return '';
  const answer = await desktop.hubAddress();
  if (!answer.ok) throw new HubError(answer.error);
  if (answer.data.url === null) throw new HubError(wireError('hub_unreachable', locale(), { where: '–' }));
  return answer.data.url.replace(/\/+$/, '');
}

/** `#code=…` signs in once, as the address that `npm start` prints; it is taken out of the address at once. */
function takeSignInCode(): string | undefined {
  const code = /^#code=([\w-]{16,200})$/.exec(window.location.hash)?.[1];
  if (code !== undefined) window.history.replaceState(null, '', window.location.pathname + window.location.search);
  return desktop === null ? code : undefined;
}
