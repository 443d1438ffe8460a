import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { DeskClient, SessionView } from '#renderer/data/client/desk-client-types.ts';
import type { Loadable } from '#renderer/data/client/loadable.ts';
import type { Agent, Team } from '#shared/domain/people.ts';
import type { Answer } from '#shared/wire/ack.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import type { SignOnOffer } from '#shared/wire/sign-on.ts';
import { useDeskClient } from './desk-client-context.tsx';
import { useHubQuery } from './use-hub-query.ts';

/** Who is signed in at this window, and the way in and out. `refused`: the hub ended the session. */
export function useSession(): SessionView & {
  readonly signIn: (login: string, password: string) => Promise<Answer<void>>;
  readonly signOut: () => Promise<void>;
} {
  const { session } = useDeskClient();
  const view = useStore(session.view);
  return useMemo(() => ({ ...view, signIn: session.signIn, signOut: session.signOut }), [view, session]);
}

const ME_FRESH_MS = 10 * 60_000;

/** Sets a new password by the code of an administrator; then one signs in with it. */
export function useSetPassword(): (login: string, code: string, password: string) => Promise<Answer<unknown>> {
  return useDeskClient().session.setPassword;
}

/** Signing in by the company's account. `signOn` gives null while a browser's page leaves for it. */
export function useSignOn(): Pick<
  DeskClient['session'],
  'signOn' | 'cancelSignOn' | 'proveAccount' | 'takeCameBack'
> & { readonly offer: SignOnOffer | null } {
  const { session } = useDeskClient();
  const [offer, setOffer] = useState<SignOnOffer | null>(null);
  useEffect(() => {
    let isHere = true;
    void session.signOnOffer().then((asked) => isHere && setOffer(asked));
    return () => {
      isHere = false;
    };
  }, [session]);
  const { signOn, cancelSignOn, proveAccount, takeCameBack } = session;
  return { signOn, cancelSignOn, proveAccount, takeCameBack, offer };
}

/** The workspace and oneself, with categories, outcomes and saved replies. People as they are now: `usePeople`. */
export function useMe(): Loadable<QueryOutput<'me'>> {
  const { status } = useSession();
  return useHubQuery('me', {}, { enabled: status === 'signed_in', staleMs: ME_FRESH_MS });
}

/** Colleagues and teams with presence and load as they change. */
export function usePeople(): {
  readonly agents: readonly Agent[];
  readonly teams: readonly Team[];
  readonly byId: (id: string) => Agent | undefined;
} {
  const people = useStore(useDeskClient().people);
  return useMemo(
    () => ({
      agents: [...people.agents.values()],
      teams: [...people.teams.values()],
      byId: (id) => people.agents.get(id),
    }),
    [people],
  );
}
