import { type Asking, demand } from '#server/asking.ts';
import { sha256 } from '#server/auth/secrets.ts';
import { textOf } from '#server/auth/sign-on/claims.ts';
import { findSignOn, takeProof } from '#server/auth/sign-on/sign-on.repository.ts';
import { recordAct } from '#server/domains/settings/admin-log.service.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import type { CommandParsed } from '#shared/wire/commands.ts';
import { deleteLink, findPerson, insertLink, ownerOfAccount, refuseAccount, takeKnock } from './links.repository.ts';
import { endSignOnSessions } from './settings.repository.ts';

/**
 * An administrator says whose account it was that came. It is named by the visit, so that nobody types a subject wrongly.
 * Errors: `not_found`, `wrong_state` (somebody inactive), `sign_on_taken`.
 */
export async function linkKnock(
  work: Work,
  asking: Asking,
  { knockId, agentId }: CommandParsed<'sign-on:link'>,
): Promise<void> {
  demand(asking, 'settings.manage');
  const knock = await takeKnock(work, knockId);
  if (knock === null) throw new AppError('not_found');
  const shown = knock.email || knock.name;
  await link(work, asking, { issuer: knock.issuer, subject: knock.subject, agentId, shown, how: 'admin' });
}

/** Nobody here: forgotten until they come again. Error: `not_found`. */
export async function dismissKnock(
  work: Work,
  asking: Asking,
  { knockId }: CommandParsed<'sign-on:dismiss'>,
): Promise<void> {
  demand(asking, 'settings.manage');
  const knock = await takeKnock(work, knockId);
  if (knock === null) throw new AppError('not_found');
  const { name, subject } = knock;
  await recordAct(work, asking, { act: 'sign-on:dismiss', entity: 'sign-on', id: subject, name: name || subject });
}

/**
 * Somebody who is signed in links the account they have just shown to be theirs: the proof is for linking alone, is used up,
 * and only the window that began it knows the verifier. Errors: `sign_on_expired`, `sign_on_taken`.
 */
export async function linkOwn(
  work: Work,
  asking: Asking,
  { code, verifier }: CommandParsed<'sign-on:link-own'>,
): Promise<{ shown: string }> {
  demand(asking, 'sign_in.own', { ownerId: asking.actor.id });
  const taking = { codeHash: sha256(code), challenge: sha256(verifier), purpose: 'link' as const };
  const proof = await takeProof(work.tx, taking, work.at);
  const { enabled, issuer } = await findSignOn(work.tx, work.vault);
  if (proof === null || !enabled || proof.issuer !== issuer) throw new AppError('sign_on_expired');
  const shown = textOf(proof.claims, 'email') || textOf(proof.claims, 'name', 200);
  const agentId = asking.actor.id;
  await link(work, asking, { issuer, subject: proof.subject, agentId, shown, how: 'self' });
  return { shown };
}

/**
 * Takes a link away; sign-ins that came by the company's account end, and it makes no newcomer until it is linked again.
 * Error: `not_found`.
 */
export async function unlink(
  work: Work,
  asking: Asking,
  { issuer, subject }: CommandParsed<'sign-on:unlink'>,
): Promise<void> {
  demand(asking, 'settings.manage');
  const gone = await deleteLink(work, issuer, subject);
  if (gone === null) throw new AppError('not_found');
  await refuseAccount(work, issuer, subject);
  const ids = await endSignOnSessions(work, { of: gone.agentId, reason: 'unlinked' });
  if (ids.length > 0) work.changes.push({ to: 'sessions', ids });
  const person = await findPerson(work, gone.agentId);
  await recordAct(work, asking, {
    ...{
      act: 'sign-on:unlink',
      entity: 'person',
      id: gone.agentId,
      name: person?.name ?? '–',
      before: { issuer, subject },
    },
  });
}

type NewLink = Parameters<typeof insertLink>[1];

async function link(work: Work, asking: Asking, wanted: NewLink): Promise<void> {
  const owner = await ownerOfAccount(work, wanted.issuer, wanted.subject);
  if (owner === wanted.agentId) return;
  if (owner !== null) throw new AppError('sign_on_taken');
  const person = await findPerson(work, wanted.agentId);
  if (person === null) throw new AppError('not_found');
  if (!person.active) throw new AppError('wrong_state', { details: { state: 'inactive' } });
  await insertLink(work, wanted);
  const { issuer, subject, how } = wanted;
  await recordAct(work, asking, {
    ...{
      act: 'sign-on:link',
      entity: 'person',
      id: wanted.agentId,
      name: person.name,
      after: { issuer, subject, how },
    },
  });
}
