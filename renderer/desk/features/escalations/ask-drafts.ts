import { create } from 'zustand';
import type { ASKED_DECISIONS } from '#shared/domain/escalation.ts';

export type Asked = (typeof ASKED_DECISIONS)[number];

export type AskDraft = {
  readonly question: string;
  readonly asked: Asked;
  /** As typed. */
  readonly amount: string;
  readonly currency: string;
  /** Null is any lead. */
  readonly reviewerId: string | null;
};

export const EMPTY_ASK: AskDraft = { question: '', asked: 'approval', amount: '', currency: 'JPY', reviewerId: null };

const useStore = create<{ readonly drafts: ReadonlyMap<string, AskDraft> }>()(() => ({ drafts: new Map() }));

const keyOf = (agentId: string, conversationId: string): string => `${agentId} ${conversationId}`;

type AskDraftHook = {
  readonly draft: AskDraft;
  readonly set: (patch: Partial<AskDraft>) => void;
  /** `sent`: only if nothing was written since. */
  readonly forget: (sent?: AskDraft) => void;
};

/**
 * What is being asked in a conversation, kept while the window lives, whatever is closed or opened meanwhile. In memory
 * alone: it speaks of a customer ([SY5]).
 */
export function useAskDraft(agentId: string, conversationId: string): AskDraftHook {
  const key = keyOf(agentId, conversationId);
  const draft = useStore(({ drafts }) => drafts.get(key)) ?? EMPTY_ASK;
  return {
    draft,
    set: (patch) =>
      useStore.setState(({ drafts }) => ({
        drafts: new Map(drafts).set(key, { ...(drafts.get(key) ?? EMPTY_ASK), ...patch }),
      })),
    forget: (sent) => {
      if (sent !== undefined && useStore.getState().drafts.get(key) !== sent) return;
      useStore.setState(({ drafts }) => ({ drafts: new Map([...drafts].filter(([other]) => other !== key)) }));
    },
  };
}

/** A sum as people type it: full width, a yen sign and commas are fine. Null where nothing is typed, NaN where it is none. */
export function amountOf(text: string): number | null {
  const plain = text.normalize('NFKC').replaceAll(/[\s,¥$€円]/gu, '');
  if (plain === '') return null;
  const amount = /^\d+(\.\d{1,2})?$/.test(plain) ? Number(plain) : Number.NaN;
  return amount > 0 ? amount : Number.NaN;
}
