import type { Locale } from '#shared/domain/people.ts';
import type { VisitorSession } from '#shared/wire/auth.ts';
import type { Connection } from '../connection.ts';
import { SECRET, VISITOR } from '../session.ts';
import type { Store } from '../store.ts';

/** What opens the chat: a link's secret, or a code that was typed. */
export type Key = { readonly invitation: string } | { readonly code: string };
export type Opened = 'opened' | 'over' | 'wait' | 'unreachable';

type Parts = {
  readonly connection: Pick<Connection, 'post'>;
  readonly visits: Store;
  /** Lives as long as the tab: an answer that was lost is asked for again with the same secret. */
  readonly tab: Store;
  readonly locale: () => Locale;
};

const PENDING = 'go';

/** The door to the chat. The browser makes its own secret before it asks, so that a lost answer locks nobody out. */
export function createDoor({ connection, visits, tab, locale }: Parts) {
  /** The one that this browser has, else a new one, the same until it was taken. */
  function secret(): string {
    const known = visits.get(SECRET) ?? tab.get(PENDING);
    if (known !== null) return known;
    const bytes = crypto.getRandomValues(new Uint8Array(33));
    const made = btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, '-')
      .replace(/\//g, '_');
    tab.set(PENDING, made);
    return made;
  }

  return {
    isKnown: () => visits.get(SECRET) !== null,
    async open(key: Key): Promise<Opened> {
      const path = 'code' in key ? '/api/v1/visitor/code' : '/api/v1/visitor/session';
      const own = secret();
      const answer = await connection.post<VisitorSession>(path, { ...key, secret: own, locale: locale() });
      if (!answer.ok) {
        if (answer.error.code === 'invitation_over') return 'over';
        return answer.error.code === 'rate_limited' ? 'wait' : 'unreachable';
      }
      // Without one in the answer the browser's own is good.
      visits.set(SECRET, answer.data.secret ?? own);
      visits.set(VISITOR, answer.data.visitorId);
      tab.set(PENDING, null);
      return 'opened';
    },
  };
}
