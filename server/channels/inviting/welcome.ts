import type { ReadDb } from '#server/db/handle.ts';
import type { Locale } from '#shared/domain/people.ts';
import { welcomingAgent } from './invitation.repository.ts';
import { fill, WELCOME } from './words.ts';

/** What the chat says first to a visitor whom we led there, while that matter is open; null to everybody else. */
export async function welcomeOf(db: ReadDb, visitorId: string): Promise<Readonly<Record<Locale, string>> | null> {
  const agent = await welcomingAgent(db, visitorId);
  return agent === null ? null : { ja: fill(WELCOME.ja, { agent }), en: fill(WELCOME.en, { agent }) };
}
