import { useEffect, useRef, useState } from 'react';
import type { Phone } from '#renderer/data/phone/phone.ts';
import { takeDial, useAskedDial } from '#renderer/desk/app/open-dial.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { said, useMyPhone } from './use-my-phone.ts';

/** A number to call, from the palette or by its chord. */
export function DialDialog() {
  const mine = useMyPhone();
  return mine === null ? null : <Dial phone={mine.phone} />;
}

function Dial({ phone }: { readonly phone: Phone }) {
  const { t } = useTranslation(['phone', 'common']);
  const [isOpen, setIsOpen] = useState(false);
  const [number, setNumber] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useShortcut('call-number', () => setIsOpen(true));
  const asked = useAskedDial();
  useEffect(() => {
    if (asked === null) return;
    // A link only ever brings the number; calling it is the agent's own act.
    setNumber(asked.number);
    setIsOpen(true);
    takeDial();
  }, [asked]);
  const call = async (): Promise<void> => {
    if (!said(await phone.place({ to: { number } }))) return;
    setIsOpen(false);
    setNumber('');
  };
  return (
    <Dialog
      open={isOpen}
      onClose={() => setIsOpen(false)}
      title={t('phone:dial.title')}
      closeLabel={t('common:close')}
      initialFocus={field}
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void call();
        }}
      >
        <Field label={t('phone:dial.number')}>
          <TextInput ref={field} type="tel" value={number} onChange={(event) => setNumber(event.target.value)} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={() => setIsOpen(false)}>{t('common:cancel')}</Button>
          <Button type="submit" variant="primary" disabled={number.trim() === ''}>
            {t('phone:dial.call')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
