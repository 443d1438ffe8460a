import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useDeskClient } from '#renderer/data/hooks/desk-client-context.tsx';
import { windowKind } from '#renderer/data/window-kind.ts';
import type { CallsState } from '#renderer/state/call-state.ts';
import { type Phone, type RunningPhone, startPhone } from './phone.ts';
import type { PhoneView } from './phone-view.ts';

const PhoneContext = createContext<Phone | null>(null);

/** Gives every part of the desk the agent's telephone. `phone` is for stories and tests; else one is started. */
export function PhoneProvider({ phone, children }: { readonly phone?: Phone; readonly children: ReactNode }) {
  const client = useDeskClient();
  const [own, setOwn] = useState<RunningPhone | null>(null);
  useEffect(() => {
    if (phone !== undefined) return undefined;
    // JsSIP is only loaded where somebody telephones.
    const openLine = async () => (await import('./sip/jssip-line.ts')).openJssipLine;
    // A window of one conversation shows no call that rings, so none rings in it: it asks the desk's own.
    const started = startPhone({ client, openLine, mayHold: windowKind() === 'desk' });
    setOwn(started);
    return () => {
      started.stop();
      setOwn(null);
    };
  }, [client, phone]);
  return <PhoneContext value={phone ?? own}>{children}</PhoneContext>;
}

/** The telephone; null where there is none around. */
export const usePhone = (): Phone | null => useContext(PhoneContext);

/** What this desk's telephone has: its line, its devices, the audio of its calls. */
export const usePhoneView = (phone: Phone): PhoneView => useStore(phone.view);

/** The agent's own calls, live. */
export const useCalls = (phone: Phone): CallsState => useStore(phone.calls);
