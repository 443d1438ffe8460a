import type { ReactNode } from 'react';
import type { InboxTab } from '#shared/domain/conversation.ts';
import type { Role } from '#shared/domain/people.ts';

/** What is open beside the list: a conversation on its customer's thread, or a customer's thread alone. */
export type OpenedThread = { readonly conversationId: string } | { readonly customerId: string };

/** A page in the place of list and thread, with its entry on the rail for the roles that may see it. */
export type DeskPage = {
  /** In the address: `/page/NAME`. */
  readonly name: string;
  /** A hook, for words follow the language. */
  readonly useLabel: () => string;
  readonly icon: ReactNode;
  readonly roles: readonly Role[];
  /** For whom it has an entry on the rail, where that are not all of them. */
  readonly railRoles?: readonly Role[];
  /** `rest`: what follows the name in the address. */
  readonly page: (props: { readonly rest: string }) => ReactNode;
  /** A hook: how much waits there; nothing is shown at zero. */
  readonly useBadge?: () => number;
};

/** The features of the desk, by the place each one stands in. `main.tsx` gives them; the frame knows none of them. */
export type DeskFeatures = {
  /** The form; `reason` says why one is here: the session was ended by the hub, or nobody was signed in. */
  readonly signIn: (props: { readonly reason: 'none' | 'refused' }) => ReactNode;
  readonly inbox: (props: { readonly tab: InboxTab; readonly conversationId: string | null }) => ReactNode;
  readonly conversation: (props: OpenedThread) => ReactNode;
  readonly customerPanel: (props: OpenedThread) => ReactNode;
  /** The dialogs that `openDialog` opens. */
  readonly dialogs: (props: { readonly conversationId: string | null }) => ReactNode;
  /** The pages, in the rail's order. */
  readonly pages: readonly DeskPage[];
  /** What floats over everything, wherever one is: a call that rings, the call one is on. */
  readonly overlay: () => ReactNode;
  /** The row over everything: the call one is on, and the wrap-up after it. Takes no room while there is none. */
  readonly callBar: () => ReactNode;
  /** In the title row beside the line to the hub: a telephone that does not reach its exchange. */
  readonly status: () => ReactNode;
  readonly palette: (props: { readonly open: boolean; readonly onClose: () => void }) => ReactNode;
};
