import { useState } from 'react';
import { createStore } from 'zustand/vanilla';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { HubDoor } from '#renderer/data/hooks/use-hub-choice.ts';
import { SignInFrame } from '../app/sign-in/sign-in-frame.tsx';
import { SignInForm } from '../features/sign-in/index.ts';

const error = { code: 'wrong_credentials', message: '', retryable: false } as const;
const sessionOf = (state: string) => ({
  view: createStore(() => ({ status: 'signed_out', agent: null, reason: 'none' })),
  signOnOffer: async () => ({
    enabled: state !== 'plain',
    labelJa: '',
    labelEn: '',
    passwords: !state.startsWith('company'),
  }),
  takeCameBack: () => (state === 'company-unknown' ? { kind: 'refused', code: 'sign_on_unknown' } : null),
  signIn: async () => ({ ok: false, error }),
  signOn: () => new Promise<never>(() => undefined),
  cancelSignOn: () => undefined,
});

/** A desktop that knows no hub, near two of them, where whatever is typed is not vouched for. */
const firstRun: HubDoor = {
  hubAddress: async () => ({ ok: true, data: { url: null, source: 'none', problem: null } }),
  findHubs: async () => ({
    ok: true,
    data: {
      found: [
        { url: 'http://127.0.0.1:4310', by: 'this_computer' },
        { url: 'https://tsunagi.shop.example.co.jp', by: 'network' },
      ],
    },
  }),
  chooseHub: async () => ({ ok: true, data: { status: 'problem', problem: 'certificate' } }),
};

const emptyRun: HubDoor = { ...firstRun, findHubs: async () => ({ ok: true, data: { found: [] } }) };
const policyRun: HubDoor = {
  ...firstRun,
  hubAddress: async () => ({
    ok: true,
    data: {
      url: null,
      source: 'policy',
      problem:
        "“http://hub.example.co.jp” would send customers' data unencrypted over the network; expected https://HOST.",
    },
  }),
};
const chosenRun: HubDoor = {
  ...firstRun,
  hubAddress: async () => ({
    ok: true,
    data: { url: 'https://tsunagi.shop.example.co.jp', source: 'settings', problem: null },
  }),
};
const DOORS: Readonly<Record<string, HubDoor>> = {
  hub: firstRun,
  'hub-none': emptyRun,
  'hub-policy': policyRun,
  'hub-chosen': chosenRun,
};

/** The sign-in screen at a hub that refuses everybody; `hub…`: before there is one; `company…`: where passwords are off; `plain`: where there is nothing else. */
export function SignInStory({ state }: { readonly state: string }) {
  const hubDoor = DOORS[state];
  const [client] = useState(() => ({ session: sessionOf(state) }));
  return (
    <DeskClientProvider client={client as unknown as DeskClient}>
      <SignInFrame>
        <SignInForm reason={/refused|unknown/.test(state) ? 'refused' : 'none'} {...(hubDoor && { hubDoor })} />
      </SignInFrame>
    </DeskClientProvider>
  );
}
