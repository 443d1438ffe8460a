import { ProviderError } from '#server/channels/provider.ts';

/** The number said STOP to its carrier or to Twilio: nothing goes there until it says START. */
export const OPTED_OUT = 21610;

type Meaning = readonly [kind: ProviderError['kind'], code: string];

/** What Twilio's codes mean for us; those that are not here are told by their HTTP status. */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  20003: ['config', 'bad_credentials'],
  21211: ['refused', 'undeliverable'],
  21408: ['config', 'country_not_enabled'],
  21606: ['config', 'bad_sender'],
  21608: ['config', 'trial_account'],
  [OPTED_OUT]: ['refused', 'opted_out'],
  21612: ['refused', 'undeliverable'],
  21614: ['refused', 'undeliverable'],
  30001: ['retry', 'rate_limited'],
  30002: ['config', 'account_suspended'],
  30003: ['refused', 'undeliverable'],
  30004: ['refused', 'blocked'],
  30005: ['refused', 'undeliverable'],
  30006: ['refused', 'undeliverable'],
  30007: ['refused', 'filtered'],
};

/** An API error by its code; null where the code says nothing. */
export function failureFor(code: number, detail: string): ProviderError | null {
  const meaning = MEANINGS[code];
  return meaning === undefined ? null : new ProviderError(meaning[0], meaning[1], detail);
}

/** Why a message was not delivered, as the item shows it: a word of ours with the provider's code. */
export const reasonFor = (code: string): string => {
  const word = MEANINGS[Number(code)]?.[1];
  if (word === undefined) return code === '' ? 'undelivered' : `undelivered ${code}`;
  return word;
};
