import { Dialog as Base } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { showItem } from '#renderer/desk/app/show-item.ts';
import { goTo, usePlace } from '#renderer/desk/routes.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { isComposing } from '#renderer/ui/ime.ts';
import { POPUP } from '#renderer/ui/popup-look.ts';
import { DIALOG_SCOPE } from '#renderer/ui/shortcuts.ts';
import { Spinner } from '#renderer/ui/spinner.tsx';
import { PaletteCommands } from './palette-commands.tsx';
import { type Found, type Opening, PaletteResults } from './palette-results.tsx';
import { useDebounced } from './use-debounced.ts';

type PaletteProps = { readonly open: boolean; readonly onClose: () => void };

/** Search and commands (Ctrl K). Closed, it holds nothing; opened, it starts empty with the focus in its field. */
export function PalettePart({ open, onClose }: PaletteProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          {...DIALOG_SCOPE}
          className={classNames(
            POPUP,
            '-translate-x-1/2 fixed top-[64px] left-1/2 z-40 w-[640px] max-w-[calc(100vw-32px)] overflow-hidden rounded-xl p-0',
          )}
        >
          <PaletteBody onClose={onClose} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function PaletteBody({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('palette');
  const { tab } = usePlace();
  const [text, setText] = useState('');
  const asked = useDebounced(text.trim(), 120);
  const answer = useHubQuery('search', { text: asked, limit: 8 }, { enabled: asked !== '', keepPrevious: true });
  const found = asked === '' || answer.state !== 'ready' ? null : answer.data;

  function open(opening: Opening): void {
    onClose();
    if (opening.what === 'conversation') goTo({ tab, conversationId: opening.conversationId });
    else goTo({ tab, conversationId: null, customerId: opening.customerId });
    if (opening.what === 'customer' && opening.seq !== undefined) {
      showItem({ customerId: opening.customerId, seq: opening.seq });
    }
  }

  // While an IME composes, Enter, arrows and Escape are the IME's.
  const keepFromPalette = (event: KeyboardEvent): void => {
    if (isComposing(event.nativeEvent)) event.stopPropagation();
  };

  return (
    <Command shouldFilter={false} loop label={t('title')}>
      <Base.Title className="sr-only">{t('title')}</Base.Title>
      <div className="flex items-center gap-2.5 border-line border-b px-4" onKeyDownCapture={keepFromPalette}>
        <Search aria-hidden="true" size={16} className="shrink-0 text-ink-3" />
        <Command.Input
          value={text}
          onValueChange={setText}
          placeholder={t('placeholder')}
          className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none placeholder:text-ink-3"
        />
        {asked !== '' && answer.state === 'loading' && <Spinner />}
      </div>
      <Command.List className="max-h-[min(60vh,520px)] overflow-y-auto p-2">
        {answer.state === 'error' && asked !== '' && (
          <p role="alert" className="px-2.5 py-3 text-bad">{`${t('failed')} · ${answer.error.message}`}</p>
        )}
        {found !== null && <PaletteResults found={found} onOpen={open} />}
        <PaletteCommands text={text.trim()} onDone={onClose} />
        {found !== null && isEmpty(found) && <NothingFound text={asked} />}
      </Command.List>
      <p className="border-line border-t bg-panel px-4 py-2 text-ink-3">{t('hint')}</p>
    </Command>
  );
}

function NothingFound({ text }: { readonly text: string }) {
  const { t } = useTranslation('palette');
  return (
    <div className="px-2.5 py-3">
      <p className="font-semibold">{t('none', { query: text })}</p>
      <p className="text-ink-2">{t('noneDetail')}</p>
    </div>
  );
}

const isEmpty = (found: Found): boolean => Object.values(found).every((list) => list.length === 0);
