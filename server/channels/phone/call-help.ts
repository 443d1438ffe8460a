import { findConnection } from '#server/channels/connections/connections.repository.ts';
import type { ReadDb } from '#server/db/handle.ts';
import type { CallHelpMode } from '#shared/domain/live-help.ts';
import { TWILIO_VOICE } from './adapters.ts';
import { phoneSettings } from './phone-settings.ts';

/**
 * In which ways a lead can be let onto a call of each adapter. A room at the provider has them all; a softphone's audio goes
 * from the exchange straight to the agent's desk, and there is no third place in it.
 */
const HELP_MODES: Readonly<Record<string, readonly CallHelpMode[]>> = {
  [TWILIO_VOICE]: ['listen', 'whisper', 'join'],
};

/** The ways in which a lead can be let onto calls of this connection; none where its telephony has no room. */
export async function helpModesOf(db: ReadDb, connectionId: string): Promise<readonly CallHelpMode[]> {
  const connection = await findConnection(db, connectionId);
  return HELP_MODES[connection?.adapter ?? ''] ?? [];
}

/** The telephone that the provider can ring for this lead; null when none is set up. */
export async function helpPhoneOf(db: ReadDb, connectionId: string | null, login: string): Promise<string | null> {
  const connection = connectionId === null ? null : await findConnection(db, connectionId);
  return phoneSettings(connection?.settings ?? {}).accounts.get(login) ?? null;
}
