import { type Asking, demand } from '#server/asking.ts';
import { redirectUriOf } from '#server/auth/sign-on/redirect-uri.ts';
import { findSignOn, SECRET_CONTEXT } from '#server/auth/sign-on/sign-on.repository.ts';
import type { Deps } from '#server/deps.ts';
import { editedMeanwhile, recordAct } from '#server/domains/settings/admin-log.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { isProviderAddress, type SignOnFields, type SignOnSettings } from '#shared/domain/sign-on.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { findPerson, listKnocks, listLinks } from './links.repository.ts';
import {
  endPasswordSessions,
  endSignOnSessions,
  openPasswords,
  saveSignOn,
  shortenSignOnSessions,
} from './settings.repository.ts';

const ENTITY = { entity: 'sign-on', id: 'sign-on' };

/** How sign-on is set up, with whom it knows and who waits. The secret stays here. */
export async function signOnSettings(deps: Deps, asking: Asking): Promise<SignOnSettings> {
  demand(asking, 'settings.manage');
  const { clientSecret, ...config } = await findSignOn(deps.db, deps.vault);
  const [links, knocks] = await Promise.all([listLinks(deps.db), listKnocks(deps.db, config.issuer)]);
  return {
    ...{ ...config, links, knocks },
    hasSecret: clientSecret !== null,
    redirectUri: redirectUriOf(deps.publicUrl),
  };
}

/**
 * Sets sign-on up, all of it at once. With another provider the secret of the old one is forgotten unless a new one is
 * given: it is never sent to an address it was not meant for. While passwords are off, saving ends the sign-ins that came by
 * one, but for the administrator's who does it and the one named for emergencies; switching sign-on off, or to another
 * provider, ends those that came by it, but for the administrator's who does it; fewer hours cut those that stand.
 * Errors: `invalid`, `break_glass_needed`, `edited_meanwhile`.
 */
export async function setSignOn(
  work: Work,
  asking: Asking,
  { revision, secret, ...fields }: CommandParsed<'sign-on:set'>,
): Promise<{ revision: number }> {
  demand(asking, 'settings.manage');
  demandWhole(fields);
  if (!fields.passwords) await demandBreakGlass(work, fields);
  const { clientSecret: _, isSecretUnreadable: __, revision: ___, ...before } = await findSignOn(work.tx, work.vault);
  const isElsewhere = before.issuer !== fields.issuer || before.clientId !== fields.clientId;
  const saved = await saveSignOn(work, revision, fields, sealedSecret(work, secret, isElsewhere));
  if (saved === null) throw await editedMeanwhile(work, ENTITY.entity, ENTITY.id);
  const ids = await endWhatNoLongerHolds(work, asking, { before, after: fields, isElsewhere });
  if (ids.length > 0) work.changes.push({ to: 'sessions', ids });
  await recordAct(work, asking, {
    ...{ act: 'sign-on:set', ...ENTITY, name: fields.issuer || '–', before: { ...before }, after: { ...fields } },
  });
  return { revision: saved };
}

type Step = { readonly before: SignOnFields; readonly after: SignOnFields; readonly isElsewhere: boolean };

/** The sign-ins that could not be made any more as it is set now; gives which were ended. */
async function endWhatNoLongerHolds(
  work: Work,
  asking: Asking,
  { before, after, isElsewhere }: Step,
): Promise<string[]> {
  const self = asking.actor.id;
  const byPassword = after.passwords ? [] : await endPasswordSessions(work, [self, after.breakGlassId ?? self]);
  const isOver = before.enabled && (!after.enabled || isElsewhere);
  const bySignOn = isOver ? await endSignOnSessions(work, { but: self, reason: 'sign_on_changed' }) : [];
  if (after.sessionHours < before.sessionHours) await shortenSignOnSessions(work, after.sessionHours);
  return [...byPassword, ...bySignOn];
}

/** Opens passwords again, whatever else is set; false when they were open. For whoever works on the hub's machine. */
export async function letPasswordsIn(work: Work, asking: Asking): Promise<boolean> {
  demand(asking, 'settings.manage');
  if (!(await openPasswords(work))) return false;
  const [before, after] = [{ passwords: false }, { passwords: true }];
  await recordAct(work, asking, { act: 'sign-on:set', ...ENTITY, name: '–', before, after });
  return true;
}

function sealedSecret(work: Work, given: string | null | undefined, isElsewhere: boolean): Buffer | null | undefined {
  if (typeof given === 'string') return work.vault.seal(given, SECRET_CONTEXT);
  return given === null || isElsewhere ? null : undefined;
}

function demandWhole({ enabled, issuer, clientId, passwords }: SignOnFields): void {
  const invalid = (reason: string) => new AppError('invalid', { details: { reason } });
  if (issuer !== '' && !isProviderAddress(issuer)) throw invalid('issuer: https://…');
  if (enabled && issuer === '') throw invalid('issuer');
  if (enabled && clientId === '') throw invalid('clientId');
  if (!passwords && !enabled) throw invalid('passwords: enabled');
}

async function demandBreakGlass(work: Work, { breakGlassId }: SignOnFields): Promise<void> {
  const person = breakGlassId === null ? null : await findPerson(work, breakGlassId);
  if (person === null || !person.active || person.role !== 'admin' || !person.hasPassword)
    throw new AppError('break_glass_needed');
}
