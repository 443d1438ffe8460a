import type { DeskPage } from './app/desk-features.ts';
import { approvalsPage } from './approvals-page-entry.tsx';
import { boardPage } from './board-page-entry.tsx';
import { bulkPage } from './bulk-page-entry.tsx';
import { callbacksPage } from './callbacks-page-entry.tsx';
import { journeyPage } from './journey-page-entry.tsx';
import { knowledgePage } from './knowledge-page-entry.tsx';
import { qualityPage } from './quality-page-entry.tsx';
import { quarantinePage } from './quarantine-page-entry.tsx';
import { reportsPage } from './reports-page-entry.tsx';
import { reviewPage } from './review-page-entry.tsx';
import { settingsPage } from './settings-page-entry.tsx';

/** Pages in the place of list and thread, in the rail's order. A feature's page is loaded when it is first opened. */
export const pages: readonly DeskPage[] = [
  callbacksPage,
  knowledgePage,
  boardPage,
  reviewPage,
  approvalsPage,
  bulkPage,
  reportsPage,
  journeyPage,
  qualityPage,
  quarantinePage,
  settingsPage,
];
