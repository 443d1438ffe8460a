import type { LimitCode } from './limits.ts';
import type { ParsedWithSource } from './parsed-mail.ts';
import type { CleanHtml } from './sanitise.ts';

/** A mail to read, or HTML to clean. */
export type WorkerTask =
  | { readonly id: number; readonly raw: Uint8Array }
  | { readonly id: number; readonly html: string };
export type WorkerResult = ParsedWithSource | CleanHtml | null;

export type WorkerAnswer =
  | { readonly ready: true }
  | { readonly id: number; readonly result: WorkerResult }
  | { readonly id: number; readonly failure: { readonly code: LimitCode; readonly detail: string } };
