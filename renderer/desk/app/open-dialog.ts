import { create } from 'zustand';

/** The dialogs of a conversation that several parts open: the header, the palette, a chord. */
export type DeskDialogName = 'hand-off' | 'resolve' | 'return' | 'ask-store' | 'identity-check';

export type OpenDialog = { readonly name: DeskDialogName; readonly conversationId: string };

const useStore = create<{ readonly open: OpenDialog | null }>(() => ({ open: null }));

/** Opens one; another that is open is closed. */
export function openDialog(name: DeskDialogName, { conversationId }: { readonly conversationId: string }): void {
  useStore.setState({ open: { name, conversationId } });
}

export function closeDialog(): void {
  useStore.setState({ open: null });
}

/** The dialog that is open, or null. */
export const useOpenDialog = (): OpenDialog | null => useStore((state) => state.open);
