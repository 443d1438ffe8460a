import { useId } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { CrossingChoice } from './use-crossing-choice.ts';
import { useRefusalWords, useWayWords } from './use-way-words.ts';
import { WayChoice } from './way-choice.tsx';
import { type ChannelChoice, firstReachable } from './ways.ts';

type ContinueOnProps = {
  readonly choice: CrossingChoice;
  /** The channel of now. */
  readonly present: Channel;
  /** Leaves out the present channel: for asking once more, where staying is no way. */
  readonly crossingOnly?: boolean;
  readonly error?: string | undefined;
};

/** On which channel it goes on: the present one, each other with its best way, and why one can not be taken now. */
export function ContinueOn({ choice, present, crossingOnly = false, error }: ContinueOnProps) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const group = useId();
  const shown = choice.choices.filter(({ stays }) => !(crossingOnly && stays));
  return (
    <section className="flex flex-col gap-1.5">
      <h3 id={`${group}-title`} className="font-medium text-ink-2">
        {t('continueOn')}
      </h3>
      <div
        role="radiogroup"
        aria-labelledby={`${group}-title`}
        aria-busy={choice.state === 'loading'}
        className="grid grid-cols-[repeat(auto-fill,minmax(116px,1fr))] gap-1.5"
      >
        {shown.map((one) => (
          <ChannelCard
            key={one.channel}
            group={group}
            choice={one}
            present={present}
            isChosen={one.channel === choice.channel}
            onChoose={() => choice.choose(one.channel)}
          />
        ))}
        {choice.state === 'loading' &&
          ['a', 'b'].map((key) => (
            <span key={key} aria-hidden="true" className="min-h-13 rounded-r border border-line bg-panel" />
          ))}
      </div>
      {choice.state === 'error' && (
        <p role="alert" className="flex items-center gap-2 text-warn">
          {t('waysFailed')}
          <Button onClick={choice.retry}>{common('retry')}</Button>
        </p>
      )}
      {error !== undefined && (
        <p role="alert" className="text-bad">
          {error}
        </p>
      )}
      <WayChoice choice={choice} present={present} />
    </section>
  );
}

type ChannelCardProps = {
  readonly group: string;
  readonly choice: ChannelChoice;
  readonly present: Channel;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function ChannelCard({ group, choice, present, isChosen, onChoose }: ChannelCardProps) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const wayWords = useWayWords(present);
  const refusalWords = useRefusalWords();
  const { channel, stays, options } = choice;
  const way = firstReachable(choice);
  const isOff = !stays && way === null;
  const words = way === null ? refusalWords(options[0]) : wayWords(way);
  return (
    <label
      className={classNames(
        'relative flex min-h-13 flex-col rounded-r border px-2.5 py-1.5 has-focus-visible:outline-2 has-focus-visible:outline-focus has-focus-visible:outline-offset-1',
        dyeClass(channel),
        isChosen ? 'tint-dye border-dye' : 'border-line bg-raised',
        isOff ? 'border-dashed bg-transparent' : 'hover:border-dye',
      )}
    >
      <input
        type="radio"
        name={group}
        value={channel}
        checked={isChosen}
        disabled={isOff}
        onChange={onChoose}
        className="absolute inset-0 appearance-none outline-none"
      />
      <b
        className={classNames('flex items-center gap-1.5 font-semibold', isOff ? 'font-normal text-ink-2' : 'text-dye')}
      >
        <ChannelIcon sign={channel} />
        {common(`channel.${channel}`)}
      </b>
      <span className={classNames('leading-snug', isOff ? 'text-ink-3' : 'text-ink-2')}>
        {stays ? t('stay') : words}
      </span>
    </label>
  );
}
