import { useMemo, useState } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import type { Channel } from '#shared/domain/channels.ts';
import type { Crossing, CrossingOption } from '#shared/domain/crossing.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';
import { type ChannelChoice, channelChoices, crossingOf, firstReachable, lostPlaceholder, optionKey } from './ways.ts';

/** What is reachable changes by the minute: quiet hours, quotas, who is ready. */
const EVERY_MS = 20_000;

export type CrossingChoice = {
  readonly state: 'loading' | 'ready' | 'error';
  readonly retry: () => void;
  readonly choices: readonly ChannelChoice[];
  readonly waits: QueryOutput<'handoff.ways'>['waits'];
  readonly channel: Channel;
  readonly choose: (channel: Channel) => void;
  /** The way of the chosen channel; null where the customer stays. */
  readonly option: CrossingOption | null;
  readonly chooseWay: (key: string) => void;
  /** What the customer will see, as it was left. */
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly isEdited: boolean;
  /** What must not be taken out of the words, and was. */
  readonly lost: string | null;
  /** When we call; null is now. */
  readonly at: string | null;
  readonly setAt: (at: string | null) => void;
  /** What goes with the handoff; null on the same channel. */
  readonly crossing: Crossing | null;
};

type Asked = {
  readonly conversationId: string;
  readonly present: Channel;
  /** Chosen from the start. */
  readonly start?: Channel | undefined;
};

/** Where the conversation goes on and how the customer gets there: the best way of a channel unless another is chosen. */
export function useCrossingChoice({ conversationId, present, start }: Asked): CrossingChoice {
  const asked = useHubQuery('handoff.ways', { conversationId }, { everyMs: EVERY_MS });
  const data = asked.state === 'ready' ? asked.data : null;
  const choices = useMemo(() => channelChoices(present, data?.options ?? []), [present, data]);
  const [channel, setChannel] = useState<Channel>(start ?? present);
  const [wayKey, setWayKey] = useState<string | null>(null);
  const [texts, setTexts] = useState<ReadonlyMap<string, string>>(new Map());
  const [at, setAt] = useState<string | null>(null);
  const chosen = choices.find((choice) => choice.channel === channel);
  const option =
    chosen === undefined
      ? null
      : (chosen.options.find((one) => optionKey(one) === wayKey && one.reachable) ?? firstReachable(chosen));
  const key = option === null ? '' : optionKey(option);
  const text = texts.get(key) ?? option?.customerSees.text ?? '';
  const callAt = option?.way === 'callback' ? at : null;
  return {
    state: asked.state,
    retry: () => asked.state === 'error' && asked.retry(),
    choices,
    waits: data?.waits ?? [],
    channel: option === null ? present : channel,
    choose: setChannel,
    option,
    chooseWay: setWayKey,
    text,
    setText: (next) => setTexts((before) => new Map(before).set(key, next)),
    isEdited: option !== null && text.trim() !== option.customerSees.text.trim(),
    lost: option === null ? null : lostPlaceholder(option, text),
    at: callAt,
    setAt,
    crossing: option === null ? null : crossingOf(option, text, callAt),
  };
}
