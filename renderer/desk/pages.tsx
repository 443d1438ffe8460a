import type { DeskPage } from './app/desk-features.ts';

/** Pages in the place of list and thread, in the rail's order. A feature's page is loaded when it is first opened. */
export const pages: readonly DeskPage[] = [];
