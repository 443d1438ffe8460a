import { CHANNELS, type Channel } from '#shared/domain/channels.ts';
import { CONSENT_SOURCES, type ConsentSource, EVERY, PURPOSES, type Purpose } from '#shared/domain/consent.ts';

type ChannelKey = `common:channel.${Channel}` | `consent:channel.${typeof EVERY}`;
type PurposeKey = `consent:purpose.${Purpose | typeof EVERY}`;
type SourceKey = `consent:source.${ConsentSource}`;

const codeIn = <Code extends string>(codes: readonly Code[], said: string | undefined): Code | null =>
  codes.find((code) => code === said) ?? null;

/** The key of the words for a consent's channel; null where an import brought a word of its own, which stands as it is. */
export function consentChannelKey(said: string): ChannelKey | null {
  const channel = codeIn(CHANNELS, said.toLowerCase());
  if (channel !== null) return `common:channel.${channel}`;
  return said.toLowerCase() === EVERY ? 'consent:channel.all' : null;
}

/** The same for what it is for. */
export function consentPurposeKey(said: string): PurposeKey | null {
  const purpose = codeIn([...PURPOSES, EVERY], said.toLowerCase());
  return purpose === null ? null : `consent:purpose.${purpose}`;
}

/** The same for how it is known. */
export function consentSourceKey(said: string | undefined): SourceKey | null {
  const source = codeIn(CONSENT_SOURCES, said);
  return source === null ? null : `consent:source.${source}`;
}
