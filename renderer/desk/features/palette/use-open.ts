import { showItem } from '#renderer/desk/app/show-item.ts';
import { goTo, usePlace } from '#renderer/desk/routes.ts';
import { runShortcut } from '#renderer/ui/shortcuts.ts';
import type { Opening } from './palette-entries.tsx';

/** Closes the palette and goes where an entry leads. An item of the customer who is open leaves the conversation open. */
export function useOpen(openedCustomerId: string | null, onClose: () => void): (opening: Opening) => void {
  const { tab } = usePlace();
  return (opening) => {
    onClose();
    switch (opening.what) {
      case 'command':
        // After the palette has given the focus back, as if the chord had been pressed there.
        requestAnimationFrame(() => runShortcut(opening.id));
        return;
      case 'conversation':
        goTo({ tab, conversationId: opening.conversationId });
        return;
      case 'customer': {
        const { customerId, seq } = opening;
        if (customerId !== openedCustomerId) goTo({ tab, conversationId: null, customerId });
        if (seq !== undefined) showItem({ customerId, seq });
      }
    }
  };
}
