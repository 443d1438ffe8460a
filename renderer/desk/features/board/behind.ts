import type { Channel } from '#shared/domain/channels.ts';

/** What stands beside the board: the conversations or handoffs behind one of its figures. */
export type Behind =
  | { readonly of: 'queue'; readonly channel: Channel }
  | { readonly of: 'agent'; readonly agentId: string; readonly name: string }
  /** Of the whole hour where neither end is given. */
  | { readonly of: 'flow'; readonly from: Channel | null; readonly to: Channel | null };
