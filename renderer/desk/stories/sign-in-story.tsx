import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { SignInFrame } from '../app/sign-in/sign-in-frame.tsx';
import { SignInForm } from '../features/sign-in/index.ts';

const error = { code: 'wrong_credentials', message: '', retryable: false } as const;
const session = {
  view: createStore(() => ({ status: 'signed_out', agent: null, reason: 'none' })),
  signIn: async () => ({ ok: false, error }),
};

/** The sign-in screen at a hub that refuses everybody. */
export function SignInStory({ reason }: { readonly reason: 'none' | 'refused' }) {
  return (
    <DeskClientProvider client={{ session } as unknown as DeskClient}>
      <SignInFrame>
        <SignInForm reason={reason} />
      </SignInFrame>
    </DeskClientProvider>
  );
}
