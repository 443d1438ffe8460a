import { create } from 'zustand';

type Asked = { readonly conversationId: string; readonly words: string };

const useStore = create<{ readonly asked: Asked | null }>()(() => ({ asked: null }));

/** Asks the composer of a conversation to take words in where its caret is, as if typed. */
export const insertWords = (conversationId: string, words: string): void =>
  useStore.setState({ asked: { conversationId, words } });

/** Hands out, once, what a composer was asked to take in. */
export const onInsertWords = (conversationId: string, take: (words: string) => void): (() => void) =>
  useStore.subscribe(({ asked }) => {
    if (asked === null || asked.conversationId !== conversationId) return;
    useStore.setState({ asked: null });
    take(asked.words);
  });
