import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { z } from 'zod';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { isComposing } from '#renderer/ui/ime.ts';

const isAddress = (text: string): boolean => z.email().safeParse(text).success;

/** Addresses as typed or pasted, apart: by commas of either script, semicolons and room; `Name <a@b>` gives its address. */
export function readAddresses(text: string): { readonly good: readonly string[]; readonly bad: readonly string[] } {
  const parts = text
    .normalize('NFKC')
    .split(/[,;、\n]/u)
    .flatMap((part) => {
      const bracketed = /<([^<>]+)>/u.exec(part)?.[1];
      return bracketed === undefined ? part.split(/\s+/u) : [bracketed];
    })
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return { good: parts.filter(isAddress), bad: parts.filter((part) => !isAddress(part)) };
}

type AddressChipsProps = {
  readonly label: string;
  readonly list: readonly string[];
  readonly disabled: boolean;
  readonly onChange: (list: string[]) => void;
};

/** Addresses that get a copy: each checked as it is added. Enter, a comma or leaving the field adds; Backspace takes the last away. */
export function AddressChips({ label, list, disabled, onChange }: AddressChipsProps) {
  const { t } = useTranslation('mail');
  const [text, setText] = useState('');
  const [bad, setBad] = useState<string | null>(null);
  const errorId = useId();
  const add = (): void => {
    const { good, bad: wrong } = readAddresses(text);
    const fresh = good.filter((one) => !list.includes(one));
    if (fresh.length > 0) onChange([...list, ...new Set(fresh)]);
    setText(wrong.join(' '));
    setBad(wrong[0] ?? null);
  };
  return (
    <div className="min-w-0 flex-1">
      <div className="flex flex-wrap items-center gap-1">
        {list.map((address) => (
          <span
            key={address}
            className="inline-flex max-w-full items-center rounded-full border border-line bg-panel pl-2"
          >
            <span className="truncate">{address}</span>
            <button
              type="button"
              aria-label={t('write.removeAddress', { address })}
              disabled={disabled}
              onClick={() => onChange(list.filter((one) => one !== address))}
              className="grid size-6 shrink-0 place-items-center rounded-full text-ink-3 hover:text-ink"
            >
              <X aria-hidden="true" size={12} />
            </button>
          </span>
        ))}
        <input
          aria-label={`${label}: ${t('write.addAddress')}`}
          aria-invalid={bad !== null}
          aria-describedby={bad === null ? undefined : errorId}
          inputMode="email"
          autoComplete="off"
          spellCheck={false}
          disabled={disabled}
          value={text}
          className="min-h-6 min-w-32 flex-1 bg-transparent outline-none"
          onChange={(event) => {
            setText(event.target.value);
            setBad(null);
          }}
          onBlur={add}
          onKeyDown={(event) => {
            if (isComposing(event)) return;
            if ((event.key === 'Enter' || event.key === ',' || event.key === ';') && text.trim() !== '') {
              event.preventDefault();
              add();
            } else if (event.key === 'Backspace' && text === '' && list.length > 0) {
              onChange(list.slice(0, -1));
            }
          }}
        />
      </div>
      {bad !== null && (
        <p id={errorId} role="alert" className="text-bad">
          {t('write.notAddress', { text: bad })}
        </p>
      )}
    </div>
  );
}
