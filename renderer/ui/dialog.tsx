import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { classNames } from './class-names.ts';
import { POPUP } from './popup-look.ts';
import { DIALOG_SCOPE } from './shortcuts.ts';

type DialogProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** Beside the title, quietly. */
  readonly aside?: ReactNode;
  readonly description?: string | undefined;
  /** The name of the button that closes it, in the language on screen. */
  readonly closeLabel: string;
  readonly children: ReactNode;
  /** The row of buttons, kept in sight while the body scrolls. */
  readonly footer?: ReactNode;
  readonly width?: 's' | 'm' | 'l' | 'xl' | undefined;
  /** What gets the focus on opening; else the first control. */
  readonly initialFocus?: RefObject<HTMLElement | null> | undefined;
};

const WIDTH = { s: 'w-[400px]', m: 'w-[600px]', l: 'w-[820px]', xl: 'w-[960px]' } as const;

/** A modal dialog: keeps the focus inside, gives it back on closing; Escape closes it. */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, aside, description, closeLabel, children, footer, width = 'm', initialFocus } = props;
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          {...DIALOG_SCOPE}
          {...(initialFocus && { initialFocus })}
          className={classNames(
            POPUP,
            '-translate-x-1/2 -translate-y-1/2 fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100vh-32px)] max-w-[calc(100vw-32px)] flex-col overflow-hidden rounded-xl',
            WIDTH[width],
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-2">
            <div className="min-w-0 flex-1">
              <Base.Title className="font-semibold text-lg">{title}</Base.Title>
              {description !== undefined && <Base.Description className="text-ink-2">{description}</Base.Description>}
            </div>
            {aside}
            <Base.Close
              aria-label={closeLabel}
              className="grid size-7 shrink-0 place-items-center rounded-s text-ink-2 hover:bg-line hover:text-ink"
            >
              <X aria-hidden="true" size={16} />
            </Base.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-4">{children}</div>
          {footer && (
            <footer className="flex items-center justify-end gap-2 border-line border-t bg-panel px-5 py-3">
              {footer}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
