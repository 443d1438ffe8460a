import { create } from 'zustand';
import type { ItemRef } from '#shared/domain/brief.ts';

/** What this agent last wrote in a conversation: sent, noted, or said of a call. */
export type Written = {
  readonly act: 'message' | 'note' | 'call';
  readonly text: string;
  /** The item that has the words, where one is known. */
  readonly item?: ItemRef | undefined;
  readonly at: Date;
};

const useStore = create<{ readonly last: ReadonlyMap<string, Written> }>()(() => ({ last: new Map() }));

/** Says that something was written and taken by the hub. */
export const wrote = (conversationId: string, written: Written): void =>
  useStore.setState(({ last }) => ({ last: new Map(last).set(conversationId, written) }));

export const useWritten = (conversationId: string): Written | undefined =>
  useStore(({ last }) => last.get(conversationId));
