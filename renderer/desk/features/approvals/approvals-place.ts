import type { ReactNode } from 'react';

/** Where the page stands on the desk: `/page/approvals/ID` is one answer. */
export const APPROVALS_PAGE = 'approvals';

/** Another feature's thread of one customer. */
export type ThreadSlot = (of: { readonly customerId: string; readonly conversationId: string }) => ReactNode;
