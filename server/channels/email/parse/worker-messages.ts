import type { LimitCode } from './limits.ts';
import type { ParsedWithSource } from './parsed-mail.ts';

export type WorkerTask = { readonly id: number; readonly raw: Uint8Array };

export type WorkerAnswer =
  | { readonly ready: true }
  | { readonly id: number; readonly parsed: ParsedWithSource }
  | { readonly id: number; readonly failure: { readonly code: LimitCode; readonly detail: string } };
