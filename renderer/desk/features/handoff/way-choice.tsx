import { useId } from 'react';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Select } from '#renderer/ui/select.tsx';
import type { Channel } from '#shared/domain/channels.ts';
import type { CrossingOption } from '#shared/domain/crossing.ts';
import { CallTime } from './call-time.tsx';
import type { CrossingChoice } from './use-crossing-choice.ts';
import { useRefusalWords, useWayWords } from './use-way-words.ts';
import { optionKey } from './ways.ts';

/** By which way, to which address, and for a call of ours: when. One line high whatever is chosen, so that nothing below moves. */
export function WayChoice({ choice, present }: { readonly choice: CrossingChoice; readonly present: Channel }) {
  const { t } = useTranslation('handoff');
  const id = useId();
  const { locale } = useFormatContext();
  const wayWords = useWayWords(present);
  const refusalWords = useRefusalWords();
  const { option } = choice;
  const options = choice.choices.find(({ channel }) => channel === choice.channel)?.options ?? [];
  if (option === null) return <p className="flex min-h-8 items-center text-ink-3">{t('staysHere')}</p>;
  const colon = locale === 'ja' ? '：' : ': ';
  const words = (one: CrossingOption): string =>
    [wayWords(one), one.shown, one.reachable ? undefined : refusalWords(one)].filter(Boolean).join(' · ');
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1">
      {options.length === 1 ? (
        <span className="figures text-ink-2">{words(option)}</span>
      ) : (
        <>
          <span id={id} className="text-ink-2">
            {t('how')}
            {colon}
          </span>
          <Select
            label={t('how')}
            value={optionKey(option)}
            onChange={choice.chooseWay}
            options={options.map((one) => ({
              value: optionKey(one),
              label: words(one),
              disabled: !one.reachable,
            }))}
          />
        </>
      )}
      {option.way === 'callback' && <CallTime at={choice.at} onChange={choice.setAt} />}
    </div>
  );
}
