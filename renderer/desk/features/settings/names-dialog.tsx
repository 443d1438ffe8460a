import { useRef, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import type { WireError } from '#shared/wire/ack.ts';

export type BothNames = { readonly nameJa: string; readonly nameEn: string };

type NamesDialogProps = {
  readonly title: string;
  readonly names: BothNames;
  /** A code that reports name, for what has one; absent where it has none or has it already. */
  readonly withCode?: boolean;
  readonly isBusy: boolean;
  readonly error: WireError | null;
  readonly onSave: (names: BothNames, code: string) => void;
  readonly onClose: () => void;
};

const CODE = /^[a-z][a-z0-9_]{0,49}$/;

/** A name in both languages, for whatever has one. Enter saves. */
export function NamesDialog({ title, names, withCode = false, isBusy, error, onSave, onClose }: NamesDialogProps) {
  const { t } = useTranslation('workspaceSettings');
  const { t: common } = useTranslation();
  const first = useRef<HTMLInputElement>(null);
  const [nameJa, setNameJa] = useState(names.nameJa);
  const [nameEn, setNameEn] = useState(names.nameEn);
  const [code, setCode] = useState('');
  const isReady = nameJa.trim() !== '' && nameEn.trim() !== '' && (!withCode || CODE.test(code));
  return (
    <Dialog open onClose={onClose} title={title} closeLabel={common('close')} width="s" initialFocus={first}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) onSave({ nameJa: nameJa.trim(), nameEn: nameEn.trim() }, code);
        }}
      >
        <Field label={t('names.ja')}>
          <TextInput ref={first} lang="ja" value={nameJa} maxLength={100} onChange={(e) => setNameJa(e.target.value)} />
        </Field>
        <Field label={t('names.en')}>
          <TextInput lang="en" value={nameEn} maxLength={100} onChange={(e) => setNameEn(e.target.value)} />
        </Field>
        {withCode && (
          <Field label={t('names.code')} hint={t('names.codeHint')}>
            <TextInput value={code} maxLength={50} spellCheck={false} onChange={(e) => setCode(e.target.value)} />
          </Field>
        )}
        {error !== null && (
          <p role="alert" className="text-bad">
            {error.message}
          </p>
        )}
        <div className="flex justify-end gap-2 pt-1">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" busy={isBusy} disabled={!isReady}>
            {t('save.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
