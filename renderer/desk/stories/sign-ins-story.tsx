import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { openSignIns } from '../app/open-sign-ins.ts';
import { SignInsPart } from '../features/sign-ins/index.ts';
import { fakeDesk } from './fake-desk.ts';
import { SESSIONS } from './sign-on-samples.ts';

openSignIns();

/** Where one is signed in oneself. */
export function SignInsStory({ state }: { readonly state: string }) {
  const { client } = fakeDesk({
    ask: (name) => {
      if (name !== 'sign-in.own') return undefined;
      if (state === 'loading') return new Promise<never>(() => undefined);
      if (state === 'error') throw new Error('no hub');
      return { signIns: state === 'one' ? SESSIONS.slice(0, 1) : SESSIONS };
    },
  });
  return (
    <DeskClientProvider client={client as DeskClient}>
      <main className="h-full bg-ground">
        <SignInsPart />
      </main>
    </DeskClientProvider>
  );
}
