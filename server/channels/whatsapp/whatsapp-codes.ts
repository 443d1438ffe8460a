import { ProviderError } from '#server/channels/provider.ts';

/** Outside the 24 hours after the customer's last message, only templates are taken. */
const REENGAGEMENT = 131047;
/** The customer stopped this business' advertising. */
export const STOPPED_MARKETING = 131050;

type Meaning = readonly [kind: ProviderError['kind'], code: string];

/** What Meta's codes mean for us; those that are not here are told by their HTTP status. */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  0: ['config', 'bad_credentials'],
  4: ['retry', 'rate_limited'],
  10: ['config', 'not_allowed'],
  190: ['config', 'bad_credentials'],
  368: ['config', 'account_suspended'],
  80007: ['retry', 'rate_limited'],
  130429: ['retry', 'rate_limited'],
  130497: ['config', 'country_not_enabled'],
  131000: ['unknown', 'provider_down'],
  131005: ['config', 'not_allowed'],
  131016: ['retry', 'provider_down'],
  131026: ['refused', 'undeliverable'],
  131031: ['config', 'account_suspended'],
  131042: ['config', 'payment_needed'],
  131045: ['config', 'bad_sender'],
  [REENGAGEMENT]: ['refused', 'window_closed'],
  131048: ['retry', 'rate_limited'],
  131049: ['refused', 'held_back'],
  [STOPPED_MARKETING]: ['refused', 'opted_out'],
  131051: ['refused', 'unsupported'],
  131052: ['retry', 'media_unreachable'],
  131053: ['refused', 'unsupported'],
  131056: ['retry', 'rate_limited'],
  131057: ['retry', 'provider_down'],
  132001: ['refused', 'no_template'],
  132012: ['refused', 'no_template'],
  132015: ['refused', 'no_template'],
  132016: ['refused', 'no_template'],
};

/** An API error by its code; null where the code says nothing. */
export function failureFor(
  code: number,
  detail: string,
  options: { retryAfterMs?: number } = {},
): ProviderError | null {
  const meaning = MEANINGS[code] ?? (code >= 200 && code < 300 ? (['config', 'not_allowed'] as const) : undefined);
  return meaning === undefined ? null : new ProviderError(meaning[0], meaning[1], detail, options);
}

/** Why a message was not delivered, as the item shows it. */
export const reasonFor = (code: number): string => MEANINGS[code]?.[1] ?? `undelivered ${code}`;
