import { createContext, type ReactNode, useContext } from 'react';
import type { DeskClient } from '#renderer/data/client/desk-client-types.ts';

const DeskClientContext = createContext<DeskClient | null>(null);

/** Gives every hook of this folder the one client of this window; made once, beside the root. */
export function DeskClientProvider({
  client,
  children,
}: {
  readonly client: DeskClient;
  readonly children: ReactNode;
}) {
  return <DeskClientContext value={client}>{children}</DeskClientContext>;
}

export function useDeskClient(): DeskClient {
  const client = useContext(DeskClientContext);
  if (client === null) throw new Error('no DeskClientProvider around this part');
  return client;
}
