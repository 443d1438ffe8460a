import { z } from 'zod';
import { signedInAgentSchema } from '#shared/ipc/contract.ts';

/** What outlives a restart, as one secret. */
const keptSessionSchema = z.object({ hub: z.string(), refreshToken: z.string().min(1), agent: signedInAgentSchema });

export type KeptSession = z.infer<typeof keptSessionSchema>;

export function writeKeptSession(session: KeptSession): string {
  return JSON.stringify(session);
}

/** The kept session if it is one of this hub: a token is never shown to a hub that did not give it. */
export function parseKeptSession(text: string | null, hub: string): KeptSession | null {
  if (text === null) return null;
  try {
    const parsed = keptSessionSchema.safeParse(JSON.parse(text));
    return parsed.success && parsed.data.hub === hub ? parsed.data : null;
  } catch {
    // Unreadable is the same as none: the agent signs in again.
    return null;
  }
}
