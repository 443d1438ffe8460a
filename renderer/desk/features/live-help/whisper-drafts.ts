import { create } from 'zustand';

/** What is being whispered in each conversation: going to another one and back loses nothing. In memory alone ([SY5]). */
const useStore = create<{ readonly drafts: ReadonlyMap<string, string> }>()(() => ({ drafts: new Map() }));

export const whisperDraft = (key: string): string => useStore.getState().drafts.get(key) ?? '';

export const useWhisperDraft = (key: string): string => useStore(({ drafts }) => drafts.get(key)) ?? '';

export const keepWhisper = (key: string, text: string): void =>
  useStore.setState(({ drafts }) => ({ drafts: new Map(drafts).set(key, text) }));

/** Forgets what was said; what was typed since stays. */
export const whisperSaid = (key: string, words: string): void => {
  if (whisperDraft(key).trim() === words) keepWhisper(key, '');
};

export const whisperKey = (agentId: string | undefined, conversationId: string): string =>
  `${agentId} ${conversationId}`;
