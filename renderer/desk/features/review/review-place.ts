import type { ReactNode } from 'react';

/** Where the page stands on the desk: `/page/review/ID` is one escalation. */
export const REVIEW_PAGE = 'review';

/** Another feature's thread of one customer. */
export type ThreadSlot = (of: { readonly customerId: string; readonly conversationId: string }) => ReactNode;

/** Another feature's part about a conversation as it is now. */
export type LiveSlot = (conversationId: string) => ReactNode;
