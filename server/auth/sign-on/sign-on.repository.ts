import { sql } from 'kysely';
import type { AgentRow } from '#server/auth/auth-sessions.repository.ts';
import type { ReadDb } from '#server/db/handle.ts';
import { AppError } from '#server/errors.ts';
import type { Vault } from '#server/vault/vault.ts';
import type { Work } from '#server/work.ts';
import type { SignOnFields } from '#shared/domain/sign-on.ts';

/** Where the secret of the client is sealed to. */
export const SECRET_CONTEXT = 'sign_on.client_secret';

export type SignOnConfig = SignOnFields & {
  readonly clientSecret: string | null;
  /** There is one, and this hub's key does not open it: it can be entered again, and nobody can sign on until then. */
  readonly isSecretUnreadable: boolean;
  readonly revision: number;
};
type Row = SignOnFields & { readonly sealed: Buffer | null; readonly revision: number };

/** How sign-on is set up now. Read at every use: another hub may have changed it. */
export async function findSignOn(db: ReadDb, vault: Vault): Promise<SignOnConfig> {
  const { rows } = await sql<Row>`
    select enabled, issuer, client_id as "clientId", client_secret as sealed, label_ja as "labelJa", label_en as "labelEn",
      scopes, creates_people as "createsPeople", teams_claim as "teamsClaim", team_map as "teamMap",
      session_hours as "sessionHours", passwords, break_glass_id as "breakGlassId", revision from sign_on`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the row of sign_on is missing');
  const { sealed, ...fields } = row;
  const clientSecret = openedSecret(vault, sealed);
  return { ...fields, clientSecret, isSecretUnreadable: sealed !== null && clientSecret === null };
}

function openedSecret(vault: Vault, sealed: Buffer | null): string | null {
  try {
    return sealed === null ? null : vault.open(sealed, SECRET_CONTEXT);
  } catch (error) {
    if (error instanceof AppError && error.code === 'secret_unreadable') return null;
    throw error;
  }
}

/** What anybody may know of it. */
export async function findOffer(
  db: ReadDb,
): Promise<Pick<SignOnFields, 'enabled' | 'labelJa' | 'labelEn' | 'passwords'>> {
  const { rows } = await sql<Pick<SignOnFields, 'enabled' | 'labelJa' | 'labelEn' | 'passwords'>>`
    select enabled, label_ja as "labelJa", label_en as "labelEn", passwords from sign_on`.execute(db);
  return rows[0] ?? { enabled: false, labelJa: '', labelEn: '', passwords: true };
}

/** False when this state came back before. */
export async function spendState(db: ReadDb, hash: Buffer, until: Date): Promise<boolean> {
  const { rows } = await sql`insert into sign_on_used (state_hash, until) values (${hash}, ${until})
    on conflict do nothing returning 1`.execute(db);
  return rows.length === 1;
}

export type StoredProof = {
  readonly purpose: 'enter' | 'link';
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Record<string, unknown>;
};

export async function insertProof(
  db: ReadDb,
  proof: StoredProof & { codeHash: Buffer; challenge: Buffer; until: Date },
): Promise<void> {
  await sql`insert into sign_on_proof (code_hash, challenge, purpose, issuer, subject, claims, until)
    values (${proof.codeHash}, ${proof.challenge}, ${proof.purpose}, ${proof.issuer}, ${proof.subject},
      ${JSON.stringify(proof.claims)}::jsonb, ${proof.until})`.execute(db);
}

type Taking = { readonly codeHash: Buffer; readonly challenge: Buffer; readonly purpose: 'enter' | 'link' };

/** Uses a code up, whether or not the verifier fits: who guesses has one try. Null when it does not, or there is none. */
export async function takeProof(db: ReadDb, t: Taking, now: Date): Promise<StoredProof | null> {
  const { rows } = await sql<StoredProof & { challenge: Buffer; over: boolean }>`
    delete from sign_on_proof where code_hash = ${t.codeHash}
    returning purpose, issuer, subject, claims, challenge, until <= ${now} as over`.execute(db);
  const [row] = rows;
  if (row === undefined || row.over || row.purpose !== t.purpose || !row.challenge.equals(t.challenge)) return null;
  return { purpose: row.purpose, issuer: row.issuer, subject: row.subject, claims: row.claims };
}

type Subject = { readonly issuer: string; readonly subject: string };

/** Whose account this is; `active` tells whether they may come in. */
export async function findLinked(
  work: Work,
  { issuer, subject }: Subject,
): Promise<(AgentRow & { active: boolean }) | null> {
  const { rows } = await sql<AgentRow & { active: boolean }>`
    update sign_on_link l set last_used_at = ${work.at} from agent a
    where a.id = l.agent_id and l.issuer = ${issuer} and l.subject = ${subject}
    returning a.id, a.login, a.name, a.role, a.locale, a.active`.execute(work.tx);
  return rows[0] ?? null;
}

export async function isLinked(db: ReadDb, { issuer, subject }: Subject): Promise<boolean> {
  const { rows } = await sql`select 1 from sign_on_link where issuer = ${issuer} and subject = ${subject}`.execute(db);
  return rows.length === 1;
}

/** Remembers who came, for an administrator; the same account again raises the count. */
export async function putKnock(
  work: Work,
  { issuer, subject, name, email }: Subject & { name: string; email: string },
): Promise<void> {
  await sql`insert into sign_on_knock (id, issuer, subject, name, email, at)
    values (${work.nextId()}, ${issuer}, ${subject}, ${name}, ${email}, ${work.at})
    on conflict on constraint sign_on_knock_once do update set name = excluded.name, email = excluded.email,
      at = excluded.at, times = sign_on_knock.times + 1`.execute(work.tx);
}
