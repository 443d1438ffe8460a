import { Grid3x3 } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { Phone } from '#renderer/data/phone/phone.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import { Popover } from '#renderer/ui/popover.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import type { Call } from '#shared/domain/call.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

type Props = { readonly call: Call; readonly phone: Phone; readonly sent: string; readonly hasChord: boolean };

/** Tones for menus of whom one called: by click, or typed while it is open. */
export function Keypad({ call, phone, sent, hasChord }: Props) {
  const { t } = useTranslation('phone');
  const [isOpen, setIsOpen] = useState(false);
  useShortcut('call-keypad', () => setIsOpen(!isOpen), { enabled: hasChord });
  const press = (tones: string): void => phone.act({ act: 'tones', callId: call.id, tones });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const key = KEYS.find((one) => one === event.key.normalize('NFKC'));
    if (key !== undefined) press(key);
  };
  return (
    <Popover
      title={t('bar.keypad')}
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={<Button icon={<Grid3x3 size={14} />}>{t('bar.keypad')}</Button>}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are buttons; this hears them typed as well */}
      <div className="grid grid-cols-3 gap-1.5" onKeyDown={onKeyDown}>
        {KEYS.map((key) => (
          <Button key={key} className="figures w-14" onClick={() => press(key)}>
            {key}
          </Button>
        ))}
      </div>
      {sent !== '' && (
        <p role="status" className="figures text-ink-2">
          {t('bar.sent', { tones: sent })}
        </p>
      )}
    </Popover>
  );
}
