import { type FormEvent, type ReactNode, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import { Popover } from '#renderer/ui/popover.tsx';
import type { ContactPoint } from '#shared/domain/contact-point.ts';
import { readablePoint } from './readable-point.ts';

type RevealPointProps = {
  readonly customerId: string;
  readonly point: ContactPoint;
  readonly name: string;
  /** The masked value, which opens this. */
  readonly children: ReactNode;
};

const takeFocus = (shown: HTMLElement | null): void => shown?.focus();

/** Asks why, then shows a masked contact point in full; who looked and why is on record ([PR1], [PR4]). */
export function RevealPoint({ customerId, point, name, children }: RevealPointProps) {
  const { t } = useTranslation('customer');
  const send = useSendCommand();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [value, setValue] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | undefined>();

  async function reveal(event: FormEvent): Promise<void> {
    event.preventDefault();
    const answer = await send('contact-point:reveal', { contactPointId: point.id, customerId, reason });
    if (answer.ok) setValue(answer.data.value);
    else setProblem(answer.error.message);
  }

  function toggle(open: boolean): void {
    setIsOpen(open);
    // What was shown does not stay on screen for whoever sits down next.
    if (!open) setValue(null);
    setProblem(undefined);
  }

  const trigger = (
    <button
      type="button"
      aria-label={`${name}: ${t('reveal')}`}
      className="flex min-h-6 items-center gap-1.5 truncate text-left hover:text-accent"
    >
      {children}
    </button>
  );
  return (
    <Popover trigger={trigger} title={t('reveal')} open={isOpen} onOpenChange={toggle}>
      {value === null ? (
        <form onSubmit={(event) => void reveal(event)} className="flex w-72 flex-col gap-2">
          <Field label={t('revealReason')} error={problem}>
            <TextInput
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              onKeyDown={(event) => isComposing(event) && event.key === 'Enter' && event.preventDefault()}
            />
          </Field>
          <Button type="submit" variant="primary" disabled={reason.trim().length < 2}>
            {t('reveal')}
          </Button>
        </form>
      ) : (
        <>
          {/* The field that had the focus is gone; what was asked for takes it, and is read out. */}
          <p ref={takeFocus} tabIndex={-1} className="figures select-text font-semibold text-lg outline-none">
            {readablePoint(point.kind, value)}
          </p>
          <p className="text-ink-3">{t('revealed')}</p>
        </>
      )}
    </Popover>
  );
}
