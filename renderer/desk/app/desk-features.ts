import type { ReactNode } from 'react';
import type { InboxTab } from '#shared/domain/conversation.ts';

/** What is open beside the list: a conversation on its customer's thread, or a customer's thread alone. */
export type OpenedThread = { readonly conversationId: string } | { readonly customerId: string };

/** The features of the desk, by the place each one stands in. `main.tsx` gives them; the frame knows none of them. */
export type DeskFeatures = {
  /** The form; `reason` says why one is here: the session was ended by the hub, or nobody was signed in. */
  readonly signIn: (props: { readonly reason: 'none' | 'refused' }) => ReactNode;
  readonly inbox: (props: { readonly tab: InboxTab; readonly conversationId: string | null }) => ReactNode;
  readonly conversation: (props: OpenedThread) => ReactNode;
  readonly customerPanel: (props: OpenedThread) => ReactNode;
  /** The dialogs that `openDialog` opens. */
  readonly dialogs: (props: { readonly conversationId: string | null }) => ReactNode;
  readonly palette: (props: { readonly open: boolean; readonly onClose: () => void }) => ReactNode;
};
