import type { Locale } from '#shared/domain/people.ts';
import { loginFieldSchema } from '#shared/domain/settings.ts';
import type { SignOnFields } from '#shared/domain/sign-on.ts';

type Claims = Readonly<Record<string, unknown>>;

const NAME_MOST = 100;

/** What a claim says in one line of plain text; empty when it says nothing. It is the provider's word, for people to read. */
export function textOf(claims: Claims, name: string, most = 300): string {
  const value = claims[name];
  if (typeof value !== 'string') return '';
  return (
    value
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim()
      .slice(0, most)
      // Half a sign, from the provider or from the cut.
      .replace(/[\uD800-\uDFFF]/gu, '')
  );
}

/** Only these are kept while a proof waits to be fetched. */
export function keptClaims(claims: Claims, teamsClaim: string | null): Record<string, unknown> {
  const names = ['name', 'email', 'preferred_username', 'locale', ...(teamsClaim === null ? [] : [teamsClaim])];
  return Object.fromEntries(names.filter((name) => claims[name] !== undefined).map((name) => [name, claims[name]]));
}

/** What somebody who comes for the first time is called here. */
export function newPersonOf(claims: Claims, fallback: Locale): { name: string; logins: string[]; locale: Locale } {
  const [username, email] = [textOf(claims, 'preferred_username'), textOf(claims, 'email')];
  const logins = [username, email].flatMap((text) => loginFieldSchema.safeParse(text).data ?? []);
  const name = textOf(claims, 'name', NAME_MOST) || (username || email).slice(0, NAME_MOST) || '–';
  const spoken = textOf(claims, 'locale').toLowerCase();
  const told = spoken.startsWith('ja') ? 'ja' : 'en';
  return { name, logins, locale: spoken === '' ? fallback : told };
}

/** Teams that the claim's values stand for. Values nobody mapped stand for none. */
export function teamsOf(
  claims: Claims,
  { teamsClaim, teamMap }: Pick<SignOnFields, 'teamsClaim' | 'teamMap'>,
): string[] {
  if (teamsClaim === null) return [];
  const said = new Set([claims[teamsClaim] ?? []].flat().filter((one) => typeof one === 'string'));
  return [...new Set(teamMap.filter(({ value }) => said.has(value)).map(({ teamId }) => teamId))];
}
