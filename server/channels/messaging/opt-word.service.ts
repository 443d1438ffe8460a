import { type Heard, hear } from '#server/channels/hear.ts';
import type { Connection } from '#server/channels/provider.ts';
import type { Work } from '#server/work.ts';
import { type EVERY, optWord, type Purpose } from '#shared/domain/consent.ts';

type Said = {
  readonly text: string;
  /** The message's id. */
  readonly id: string;
  readonly at: Date;
  readonly points: Heard['points'];
  /** What the channel's stop word is about. */
  readonly purpose: Purpose | typeof EVERY;
};

/** A message that is nothing but a stop or start word is a consent beside the message ([PR2]). False for any other. */
export async function takeOptWord(work: Work, connection: Connection, said: Said): Promise<boolean> {
  const word = optWord(said.text);
  if (word === null) return false;
  await hear(work, connection, {
    externalId: `consent:${said.id}`,
    kind: 'consent',
    data: {
      channel: connection.channel,
      purpose: said.purpose,
      granted: word === 'start',
      source: 'keyword',
      evidence: said.text.slice(0, 200),
    },
    direction: 'none',
    occurredAt: said.at,
    points: said.points,
  });
  return true;
}
