import { useState } from 'react';
import { useMe } from '#renderer/data/hooks/use-session.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Select } from '#renderer/ui/select.tsx';
import { Words } from '#renderer/ui/words.tsx';
import { type Channel, channelFacts, DESK_CHANNEL, mannerOn, REACHING } from '#shared/domain/channels.ts';
import { dayIn } from '#shared/domain/day-words.ts';
import { fillVariables, type ReplyFacts, unfilledIn, variablesOf } from '#shared/domain/reply-variables.ts';
import type { Manner } from '#shared/domain/saved-reply.ts';
import { checkWording } from '#shared/domain/wording/check-wording.ts';
import type { WordingRule } from '#shared/domain/wording/wording-rule.ts';
import type { Typed, Variant } from './reply-typed.ts';

const SAMPLES = ['known', 'unknown', 'business', 'abroad'] as const;
type Sample = (typeof SAMPLES)[number];

const NAMES: Readonly<Record<Sample, string | undefined>> = {
  known: '佐藤 美咲',
  unknown: undefined,
  business: '株式会社山田商会',
  abroad: 'Ava Moore',
};

const NO_RULES: readonly WordingRule[] = [];
/** Rules of wording stand by channel: the first on which one writes so. */
const channelOf = (manner: Manner): Channel =>
  REACHING.find((channel) => channelFacts(channel).answerable && mannerOn(channel) === manner) ?? DESK_CHANNEL;

type ReplyPreviewProps = { readonly typed: Typed; readonly variant: Variant };

/** What a sample customer would read, in both languages, with what would stop it. */
export function ReplyPreview({ typed, variant }: ReplyPreviewProps) {
  const { t } = useTranslation('replies');
  const me = useMe();
  const { now, timeZone } = useFormatContext();
  const [sample, setSample] = useState<Sample>('known');
  const own = me.state === 'ready' ? me.data : null;
  const isKnown = sample !== 'unknown';
  const facts: ReplyFacts = {
    customer: NAMES[sample],
    agent: own?.agent.publicName,
    company: own?.workspace.name,
    number: 48211,
    order: isKnown ? 'A-10482' : undefined,
    today: dayIn(now, timeZone),
  };
  const rules = own?.wordingRules ?? NO_RULES;
  return (
    <section
      aria-label={t('preview.label')}
      className="flex flex-col gap-2 rounded-r border border-line bg-panel px-3 py-2.5"
    >
      <div className="flex items-center gap-3">
        <h3 className="font-semibold">{t('preview.label')}</h3>
        <Select
          label={t('preview.sample')}
          value={sample}
          onChange={setSample}
          options={SAMPLES.map((value) => ({ value, label: t(`preview.${value}`) }))}
        />
      </div>
      <div className="grid grid-cols-2 gap-4">
        {(['ja', 'en'] as const).map((locale) => {
          const words = typed[locale][variant] === '' ? typed[locale].body : typed[locale][variant];
          return (
            <Filled
              key={locale}
              words={words}
              facts={facts}
              locale={locale}
              rules={rules}
              channel={channelOf(variant === 'mail' ? 'mail' : 'chat')}
            />
          );
        })}
      </div>
    </section>
  );
}

type FilledProps = {
  readonly words: string;
  readonly facts: ReplyFacts;
  readonly locale: 'ja' | 'en';
  readonly rules: readonly WordingRule[];
  readonly channel: Channel;
};

function Filled({ words, facts, locale, rules, channel }: FilledProps) {
  const { t } = useTranslation('replies');
  const filled = fillVariables(words, facts, locale);
  const open = unfilledIn(filled).map(({ text }) => text);
  const { uses, unknown } = variablesOf(words);
  const fallbacks = uses.filter(({ fallback }) => fallback !== undefined);
  const minded = checkWording(filled, rules, channel);
  return (
    <div lang={locale} className="flex min-w-0 flex-col gap-1.5">
      <p className="min-h-16 whitespace-pre-wrap break-words">
        <Words>{filled}</Words>
      </p>
      {unknown.length > 0 && <p className="text-bad">{t('preview.noSuch', { names: unknown.join(' ') })}</p>}
      {open.length > 0 && unknown.length === 0 && (
        <p className="text-warn">{t('preview.stops', { names: open.join(' ') })}</p>
      )}
      {fallbacks.length > 0 && (
        <p className="text-ink-3">
          {fallbacks
            .map(({ name, fallback }) =>
              t('preview.fallback', {
                name: t(`variable.${name}`),
                words: fallback === '' ? t('preview.nothing') : fallback,
              }),
            )
            .join(' · ')}
        </p>
      )}
      {minded.map(({ start, found, replace, reason }) => (
        <p key={start} className="text-warn">
          <Words>{`${found}${replace === undefined ? '' : ` → ${replace}`}`}</Words>{' '}
          <span className="text-ink-3">{reason}</span>
        </p>
      ))}
    </div>
  );
}
