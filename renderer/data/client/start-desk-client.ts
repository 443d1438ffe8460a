import type { QueryClient } from '@tanstack/react-query';
import { desktop } from '#renderer/data/desktop.ts';
import { desktopStore, noStore } from '#renderer/data/local/local-store.ts';
import { serveOutbox, windowsWire } from '#renderer/data/local/shared-outbox.ts';
import { createSession } from '#renderer/data/session.ts';
import { browserDoor, desktopDoor } from '#renderer/data/session-doors.ts';
import { type CameBack, takeCameBack } from '#renderer/data/sign-on.ts';
import { HubError, wireError } from '#renderer/data/sync/hub-error.ts';
import { windowKind } from '#renderer/data/window-kind.ts';
import type { QueryName } from '#shared/wire/queries.ts';
import { createDeskClient } from './desk-client.ts';
import type { DeskClient } from './desk-client-types.ts';
import { tellPowerFacts } from './power-facts.ts';

/** Queries whose answer is of one customer, and old when something about them changed. */
const OF_CUSTOMER: readonly QueryName[] = [
  'customer.panel',
  'customer.reachability',
  'care.of',
  'approval.of',
  'identity.suggestions',
  'identity.history',
  'shop.orders',
  'survey.of',
];

/** Queries about answers that wait for a lead. */
const HELD: readonly QueryName[] = ['approval.list', 'approval.count', 'approval.of'];

type Parts = { readonly queryClient: QueryClient; readonly locale: () => 'ja' | 'en' };

/** The client of this window, running: in the desktop by its bridge, in a browser by the page's own hub. */
export function startDeskClient({ queryClient, locale }: Parts): DeskClient {
  const door = desktop === null ? browserDoor(locale) : desktopDoor(desktop, locale);
  const session = createSession(door);
  const client = createDeskClient({
    session,
    locale,
    baseUrl: () => hubAddress(locale),
    cameBack: desktop === null ? takenFromAddress() : null,
    // One window keeps: two would each replay what waits, and write over each other's queues ([SY5]).
    local: desktop === null || windowKind() === 'conversation' ? noStore : desktopStore(desktop),
    ...(desktop !== null && windowKind() === 'conversation' && { sendBy: windowsWire() }),
    onCustomerChanged: (customerId) => {
      for (const name of OF_CUSTOMER) void queryClient.invalidateQueries({ queryKey: [name, { customerId }] });
      // Asked by conversation; only what is shown is asked again.
      void queryClient.invalidateQueries({ queryKey: ['check.state'] });
    },
    onHeldChanged: () => {
      for (const name of HELD) void queryClient.invalidateQueries({ queryKey: [name] });
    },
    onWorkspaceChanged: () =>
      void queryClient.invalidateQueries({
        predicate: ({ queryKey: [name] }) =>
          typeof name === 'string' &&
          (name === 'me' ||
            /^(settings|bulletin|reply|wording|survey|channel|escalation(-rule)?|approval-rule|session)\.|^(care\.rules|help\.settings)$/.test(
              name,
            )),
      }),
    onSignedOut: () => queryClient.clear(),
  });
  if (desktop !== null && windowKind() === 'desk') serveOutbox({ wire: windowsWire(), client, nowMs: Date.now });
  client.start();
  session.start(takeSignInCode());
  // A machine that slept, or a network that is back: the old line is dead even where nobody has noticed yet.
  desktop?.onResume(client.connection.reconnectNow);
  desktop?.onNetworkChanged(client.connection.reconnectNow);
  window.addEventListener('online', client.connection.reconnectNow);
  if (desktop !== null && windowKind() === 'desk') tellPowerFacts({ client, onPowerFact: desktop.onPowerFact });
  return client;
}

async function hubAddress(locale: () => 'ja' | 'en'): Promise<string> {
  if (desktop === null) return '';
  const answer = await desktop.hubAddress();
  if (!answer.ok) throw new HubError(answer.error);
  if (answer.data.url === null) throw new HubError(wireError('hub_unreachable', locale(), { where: '–' }));
  return answer.data.url.replace(/\/+$/, '');
}

function takenFromAddress(): CameBack | null {
  const { hash, pathname, search } = window.location;
  const taken = takeCameBack(hash, sessionStorage);
  if (/^#(sign-on|proof)=/.test(hash)) window.history.replaceState(null, '', pathname + search);
  return taken;
}

/** `#code=…` signs in once, as the address that `npm start` prints; it is taken out of the address at once. */
function takeSignInCode(): string | undefined {
  const code = /^#code=([\w-]{16,200})$/.exec(window.location.hash)?.[1];
  if (code !== undefined) window.history.replaceState(null, '', window.location.pathname + window.location.search);
  return desktop === null ? code : undefined;
}
