import type { Asking } from '#server/asking.ts';
import type { AgentRow } from '#server/auth/auth-sessions.repository.ts';
import type { Deps } from '#server/deps.ts';
import { insertAgent } from '#server/domains/people/people.repository.ts';
import { recordAct } from '#server/domains/settings/admin-log.service.ts';
import { insertLink, isRefusedAccount } from '#server/domains/sign-on/links.repository.ts';
import { AppError } from '#server/errors.ts';
import { inWork, type Work } from '#server/work.ts';
import type { Locale } from '#shared/domain/people.ts';
import { newPersonOf, teamsOf, textOf } from './claims.ts';
import { joinTeams } from './join-teams.repository.ts';
import { findLinked, putKnock, type SignOnConfig, type StoredProof } from './sign-on.repository.ts';

type Who = Pick<StoredProof, 'issuer' | 'subject' | 'claims'>;
type Parts = { readonly deps: Deps; readonly config: SignOnConfig; readonly locale: Locale };

/**
 * Whom the provider's word lets in: whoever is linked with this issuer and subject, and nobody by name or address. A
 * stranger becomes an agent where that is allowed, else is remembered for an administrator; so is one whose link was taken
 * away.
 * Errors: `sign_on_unknown` (also for somebody who is no longer active).
 */
export async function whoEnters({ deps, config, locale }: Parts, who: Who): Promise<AgentRow> {
  const agent = await inWork(deps, async (work) => {
    const linked = await findLinked(work, who);
    if (linked !== null) return linked.active ? linked : null;
    if (config.createsPeople && !(await isRefusedAccount(work, who.issuer, who.subject)))
      return create(work, config, locale, who);
    await putKnock(work, { ...who, name: textOf(who.claims, 'name', 200), email: textOf(who.claims, 'email') });
    // Administrators who look at the page see them come.
    work.changes.push({ to: 'workspace' });
    return null;
  });
  if (agent === null) throw new AppError('sign_on_unknown');
  return agent;
}

const NUMBERED_TRIES = 20;

async function create(work: Work, config: SignOnConfig, fallback: Locale, who: Who): Promise<AgentRow> {
  const { name, logins, locale } = newPersonOf(who.claims, fallback);
  const id = work.nextId();
  const login = await insertUnder(work, logins, {
    id,
    name,
    publicName: name,
    role: 'agent',
    locale,
    languages: [locale],
    passwordHash: null,
    at: work.at,
  });
  await joinTeams(work, id, teamsOf(who.claims, config));
  const shown = textOf(who.claims, 'email') || name;
  // Two windows of one stranger: the second comes here after the first has committed, and the work runs again.
  await insertLink(work, { issuer: who.issuer, subject: who.subject, agentId: id, shown, how: 'created' });
  const asking: Asking = { actor: { role: 'agent', id, teamIds: [] }, name, locale };
  await recordAct(work, asking, { act: 'sign-on:create', entity: 'person', id, name, after: { login, role: 'agent' } });
  return { id, login, name, role: 'agent', locale };
}

type Newcomer = Omit<Parameters<typeof insertAgent>[1], 'login'>;

/** Logins are the provider's words too: one that is somebody's already stays theirs, and gives no way to their account. */
async function insertUnder(work: Work, wanted: readonly string[], newcomer: Newcomer): Promise<string> {
  const [first = `p-${newcomer.id.slice(-12)}`] = wanted;
  const numbered = Array.from({ length: NUMBERED_TRIES }, (_, at) => `${first.slice(0, 90)}-${at + 2}`);
  for (const login of [first, ...wanted.slice(1), ...numbered]) {
    if (await insertAgent(work.tx, { ...newcomer, login })) return login;
  }
  throw new AppError('name_taken', { details: { name: first } });
}
