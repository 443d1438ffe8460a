import { type KeyboardEvent, useState } from 'react';
import { useMe } from '#renderer/data/hooks/use-session.ts';
import { keepLastChoices, readLastChoices } from '#renderer/data/last-choices.ts';
import type { Phone } from '#renderer/data/phone/phone.ts';
import { wrote } from '#renderer/desk/app/written.ts';
import { formatStopwatch } from '#renderer/i18n/duration.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextInput } from '#renderer/ui/field.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import { Select } from '#renderer/ui/select.tsx';
import type { Call } from '#shared/domain/call.ts';
import { said } from './use-my-phone.ts';

type Props = { readonly call: Call; readonly phone: Phone; readonly me: string };

/** Note and outcome in the row where the call stood: write, Tab, choose, Enter. The last outcome used is chosen already. */
export function WrapUpBar({ call, phone, me }: Props) {
  const { t } = useTranslation('phone');
  const { now, locale } = useFormatContext(1000);
  const desk = useMe();
  const [note, setNote] = useState('');
  const last = readLastChoices(me);
  const [outcome, setOutcome] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const all = desk.state === 'ready' ? desk.data.outcomes.filter(({ retired }) => retired !== true) : [];
  const rank = (code: string): number =>
    last.outcomes.includes(code) ? last.outcomes.indexOf(code) : last.outcomes.length;
  const options = [...all]
    .sort((a, b) => rank(a.code) - rank(b.code))
    .map(({ code, nameJa, nameEn }) => ({ value: code, label: locale === 'ja' ? nameJa : nameEn }));
  const chosen = outcome ?? last.outcomes.find((code) => all.some((one) => one.code === code)) ?? '';
  const save = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const text = note.trim();
    const isDone = said(
      await phone.wrapUp({
        callId: call.id,
        ...(text === '' ? {} : { note: text }),
        ...(chosen === '' ? {} : { outcome: chosen }),
      }),
    );
    setBusy(false);
    if (isDone && text !== '' && call.conversationId !== undefined)
      wrote(call.conversationId, { act: 'call', text, at: now });
    if (isDone && chosen !== '') keepLastChoices(me, { categoryId: null, outcome: chosen });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.key !== 'Enter') return;
    event.preventDefault();
    void save();
  };
  const left = call.wrapUp === undefined ? 0 : Date.parse(call.wrapUp.due) - now.getTime();
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-2 border-line border-b bg-panel px-3.5 py-1">
      <b className="max-w-60 truncate font-semibold">{t('wrapUp.title', { name: call.customerName })}</b>
      <div className="min-w-40 flex-1">
        <TextInput
          aria-label={t('wrapUp.note')}
          placeholder={t('wrapUp.note')}
          value={note}
          maxLength={5000}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <Select
        label={t('wrapUp.outcome')}
        className="w-44"
        options={[{ value: '', label: t('wrapUp.none') }, ...options]}
        value={chosen}
        onChange={setOutcome}
      />
      <Button variant="primary" busy={busy} onClick={() => void save()}>
        {t('wrapUp.save')}
      </Button>
      {left > 0 && (
        <span className="figures text-ink-2">{t('wrapUp.left', { time: formatStopwatch(left, locale) })}</span>
      )}
    </div>
  );
}
