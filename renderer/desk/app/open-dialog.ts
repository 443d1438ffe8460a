import { create } from 'zustand';
import type { CheckPurpose } from '#shared/domain/identity-check.ts';

/** The dialogs of a conversation that several parts open: the header, the palette, a chord. */
export type DeskDialogName =
  | 'hand-off'
  | 'invite-again'
  | 'resolve'
  | 'return'
  | 'ask-store'
  | 'ask-lead'
  | 'identity-check'
  | 'merge'
  | 'split';

type About = {
  readonly conversationId: string;
  /** Of an identity check: what it is needed for. */
  readonly purpose?: CheckPurpose;
};
export type OpenDialog = About & { readonly name: DeskDialogName };

const useStore = create<{ readonly open: OpenDialog | null }>(() => ({ open: null }));

/** Opens one; another that is open is closed. */
export function openDialog(name: DeskDialogName, about: About): void {
  useStore.setState({ open: { name, ...about } });
}

export function closeDialog(): void {
  useStore.setState({ open: null });
}

/** The dialog that is open, or null. */
export const useOpenDialog = (): OpenDialog | null => useStore((state) => state.open);
