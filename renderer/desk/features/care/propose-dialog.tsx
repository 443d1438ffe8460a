import { useRef, useState } from 'react';
import { useOneAct } from '#renderer/desk/app/use-one-act.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextArea, TextInput } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { showToast } from '#renderer/ui/toast.tsx';
import { CARE_KINDS, type CareKind } from '#shared/domain/care.ts';

type ProposeDialogProps = { readonly customerId: string; readonly onClose: () => void };

const DAY_MS = 86_400_000;
const DAYS = ['30', '90', '180', '365'] as const;

/** Facts about dealing with a customer, put before a lead; the words ask for what was seen and heard, not for opinions. */
export function ProposeDialog({ customerId, onClose }: ProposeDialogProps) {
  const { t } = useTranslation(['care', 'common']);
  const { act, isBusy, refusal } = useOneAct();
  const titleRef = useRef<HTMLInputElement>(null);
  const [kind, setKind] = useState<CareKind>('harassment');
  const [title, setTitle] = useState('');
  const [facts, setFacts] = useState('');
  const [days, setDays] = useState<(typeof DAYS)[number]>('90');
  const isWhole = title.trim() !== '' && facts.trim() !== '';
  const propose = async (): Promise<void> => {
    if (!isWhole) return;
    const expiresAt = new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    if (!(await act('care:propose', { customerId, kind, title: title.trim(), facts: facts.trim(), expiresAt }))) return;
    showToast({ title: t('care:propose.done') });
    onClose();
  };
  useShortcut('send', () => void propose(), { scope: 'dialog' });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('care:propose.title')}
      description={t('care:propose.detail')}
      closeLabel={t('common:close')}
      initialFocus={titleRef}
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            variant="primary"
            chord={chordOf('send')}
            busy={isBusy}
            disabled={!isWhole}
            onClick={() => void propose()}
          >
            {t('care:propose.send')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <SegmentedControl
          label={t('care:propose.kind')}
          value={kind}
          onChange={setKind}
          segments={CARE_KINDS.map((value) => ({ value, label: t(`care:kind.${value}`) }))}
        />
        <Field label={t('care:propose.short')}>
          <TextInput ref={titleRef} value={title} maxLength={100} onChange={(e) => setTitle(e.target.value)} />
        </Field>
        <Field label={t('care:propose.facts')} hint={t('care:propose.factsHint')}>
          <TextArea value={facts} maxLength={2000} className="h-24" onChange={(e) => setFacts(e.target.value)} />
        </Field>
        <SegmentedControl
          label={t('care:propose.days')}
          value={days}
          onChange={setDays}
          segments={DAYS.map((value) => ({ value, label: t('care:propose.forDays', { count: Number(value) }) }))}
        />
        {refusal !== null && (
          <p role="alert" className="text-bad">
            {refusal.message}
          </p>
        )}
      </div>
    </Dialog>
  );
}
