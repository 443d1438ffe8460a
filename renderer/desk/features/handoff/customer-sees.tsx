import { formatDuration } from '#renderer/i18n/duration.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordParts } from '#renderer/ui/chord.ts';
import { TextArea } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Words } from '#renderer/ui/words.tsx';
import { CALL_CHANNEL, channelFacts } from '#shared/domain/channels.ts';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { CrossingOption } from '#shared/domain/crossing.ts';
import type { Locale } from '#shared/domain/people.ts';
import type { Receiver } from './receivers.ts';
import type { CrossingChoice } from './use-crossing-choice.ts';
import { carrierOf } from './ways.ts';

type CustomerSeesProps = {
  readonly conversation: Conversation;
  readonly receiver: Receiver | undefined;
  readonly customerLocale: Locale | undefined;
  readonly choice: CrossingChoice;
};

const BOX = 'rounded-r border border-line border-dashed px-3 py-2 text-ink-2';

/** What reaches the customer by this handoff, in their language, before anything is sent. */
export function CustomerSees({ conversation, receiver, customerLocale, choice }: CustomerSeesProps) {
  const { option } = choice;
  if (option !== null) return <CrossingWords option={option} choice={choice} />;
  return <StayingWords conversation={conversation} receiver={receiver} customerLocale={customerLocale} />;
}

type CrossingWordsProps = { readonly option: CrossingOption; readonly choice: CrossingChoice };

/** The words that lead them across; the sender may change them, as long as the way itself stays in. */
export function CrossingWords({ option, choice }: CrossingWordsProps) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const locale = useLocale();
  const { customerSees, standsMinutes, shown } = option;
  const by = common(`channel.${carrierOf(option)}`);
  // A code that nobody carries is said aloud, or stands on a receipt.
  const isSaid = option.way === 'code' && option.by === undefined;
  const title = isSaid ? t('youSay') : t('customerGets', { by: shown === undefined ? by : `${by} ${shown}` });
  const isSecret = option.way === 'link' || option.way === 'code';
  const stands = t(isSecret ? 'stands' : 'standsOpen', { time: formatDuration(standsMinutes * 60_000, locale) });
  if (customerSees.text.trim() === '') {
    return (
      <p className={BOX}>
        {t(option.way === 'callback' ? 'phoneRings' : 'nothingSent')} {stands}
      </p>
    );
  }
  return (
    <section className="flex flex-col gap-1">
      <div className="flex min-h-7 items-center justify-between gap-3">
        <h3 className="font-medium text-ink-2">
          {title}
          <span className="ml-2 font-normal text-ink-3">{t(`language.${customerSees.locale}`)}</span>
        </h3>
        <Button
          variant="ghost"
          className={choice.isEdited ? '' : 'invisible'}
          onClick={() => choice.setText(customerSees.text)}
        >
          {t('textAsDrafted')}
        </Button>
      </div>
      <TextArea
        aria-label={title}
        lang={customerSees.locale}
        maxLength={2000}
        value={choice.text}
        onChange={(event) => choice.setText(event.target.value)}
        className="h-18 border-dashed"
      />
      <p role={choice.lost === null ? undefined : 'alert'} className={choice.lost === null ? 'text-ink-3' : 'text-bad'}>
        {choice.lost === null ? stands : t('textLacks', { word: choice.lost })}
      </p>
    </section>
  );
}

/** On the same channel: the name of who answers, where the channel shows one. */
function StayingWords({ conversation, receiver, customerLocale }: Omit<CustomerSeesProps, 'choice'>) {
  const { t, i18n } = useTranslation('handoff');
  const locale = useLocale();
  const theirs = i18n.getFixedT(customerLocale ?? locale, 'handoff');
  const { live: isLive, showsAgent } = channelFacts(conversation.channel);
  const isCalling = conversation.sessions.some(({ channel, state }) => channel === CALL_CHANNEL && state === 'active');
  if (conversation.channel === CALL_CHANNEL && isCalling) {
    return <p className={BOX}>{t('callStays', { chord: chordParts(chordOf('call-transfer')).join(' ') })}</p>;
  }
  if (!showsAgent) {
    const name = receiver?.type === 'agent' ? receiver.agent.publicName : t('whoeverAccepts');
    return <p className={BOX}>{t('notifiesNothing', { name })}</p>;
  }
  const name = receiver?.type === 'agent' ? receiver.agent.publicName : '…';
  return (
    <p className={BOX}>
      {isLive ? t('customerSees') : t('customerSeesAtOnce')}{' '}
      <span className="text-ink">
        <Words>{theirs('inChat', { agent: name })}</Words>
      </span>
      <span className="block">{t('keptOwner')}</span>
    </p>
  );
}
