import type { DeskPage } from './app/desk-features.ts';
import { callbacksPage } from './callbacks-page-entry.tsx';
import { qualityPage } from './quality-page-entry.tsx';
import { quarantinePage } from './quarantine-page-entry.tsx';
import { settingsPage } from './settings-page-entry.tsx';

/** Pages in the place of list and thread, in the rail's order. A feature's page is loaded when it is first opened. */
export const pages: readonly DeskPage[] = [callbacksPage, qualityPage, quarantinePage, settingsPage];
