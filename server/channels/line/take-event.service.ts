import { hear, sourceOf } from '#server/channels/hear.ts';
import { bindFiles } from '#server/channels/messaging/keep-file.ts';
import { takeOptWord } from '#server/channels/messaging/opt-word.service.ts';
import { type Connection, ProviderError } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import { findBySource } from '#server/domains/ingest/ingest.repository.ts';
import { lockCustomer } from '#server/domains/messages/messages.repository.ts';
import { takeBackMessage } from '#server/domains/timeline/redact-item.service.ts';
import { inWork } from '#server/work.ts';
import { isStillToCome, keepReplyToken, setFriend, workspaceLocale } from './line.repository.ts';
import { KNOWN_EVENTS, type LineEvent, lineEventSchema } from './line-events.ts';
import { filesOf, itemOf } from './line-items.ts';
import { freshProfile } from './profile.service.ts';

/** LINE promises a minute; what is left of it after the way here. */
const TOKEN_GOOD_MS = 50_000;

export const tokenContext = (connection: Pick<Connection, 'id'>): string => `line_reply_token:${connection.id}`;

/**
 * Works on one event of LINE's. What comes from groups is left alone: an answer there would not be for one customer. Throws
 * `ProviderError` for what should come again: a film still being made ready, a media server that is gone.
 */
export async function takeLineEvent(deps: Deps, connection: Connection, raw: unknown): Promise<void> {
  if (!KNOWN_EVENTS.includes(String((raw as { type?: unknown } | null)?.type))) return;
  const parsed = lineEventSchema.safeParse(raw);
  if (!parsed.success) throw new ProviderError('refused', 'malformed', parsed.error.issues[0]?.message ?? 'unreadable');
  const event = parsed.data;
  const userId = event.source?.type === 'user' ? event.source.userId : undefined;
  if (userId === undefined) return;
  if (event.type === 'unsend') return takeBack(deps, connection, event.unsend.messageId);
  const at = new Date(Math.min(event.timestamp, deps.clock.now().getTime()));
  const of = { connectionId: connection.id, userId };
  await setFriend(deps.db, of, event.type === 'unfollow' ? 'blocked' : 'friend', at);
  await putOnThread(deps, connection, event, { userId, at });
  if (event.replyToken === undefined || event.mode === 'standby') return;
  const sealed = deps.vault.seal(event.replyToken, tokenContext(connection));
  await keepReplyToken(deps.db, of, sealed, new Date(at.getTime() + TOKEN_GOOD_MS));
}

type Whose = { readonly userId: string; readonly at: Date };
type Said = Exclude<LineEvent, { type: 'unsend' }>;

async function putOnThread(deps: Deps, connection: Connection, event: Said, { userId, at }: Whose): Promise<void> {
  const profile = event.type === 'unfollow' ? null : await freshProfile(deps, connection, userId);
  const files = event.type === 'message' ? await filesOf(deps, connection, event.message) : [];
  const item = itemOf(event, files, await workspaceLocale(deps.db));
  const externalId =
    event.type === 'message' ? event.message.id : `${event.type}:${event.webhookEventId ?? event.timestamp}`;
  const points = [{ kind: 'line', value: userId, verified: true }] as const;
  await inWork(deps, async (work) => {
    const heard = await hear(work, connection, {
      ...item,
      externalId,
      direction: event.type === 'message' || event.type === 'postback' ? 'in' : 'none',
      occurredAt: at,
      points,
      name: profile?.name,
      locale: profile?.locale,
      // In standby another system answers there: it is on the thread, and nobody here is asked to.
      quiet: event.mode === 'standby' || event.type === 'accountLink',
    });
    await bindFiles(work, files, heard.customerId);
    if (event.type !== 'message' || event.message.type !== 'text' || heard.duplicate) return;
    // "配信停止" stops advertising; questions of theirs go on being answered.
    const { text, id } = event.message;
    await takeOptWord(work, connection, { text, id, at, points, purpose: 'marketing' });
  });
}

/** [TL1] allows it here: LINE asks those who keep messages to remove what was taken back. */
async function takeBack(deps: Deps, connection: Connection, messageId: string): Promise<void> {
  const known = await inWork(deps, async (work) => {
    const [item] = await findBySource(work, [{ source: sourceOf(connection), externalId: messageId }]);
    if (item === undefined) return false;
    await lockCustomer(work, item.customerId);
    await takeBackMessage(work, item.itemId, 'unsent');
    return true;
  });
  if (!known && (await isStillToCome(deps.db, connection.id, messageId)))
    throw new ProviderError('retry', 'too_early', 'what was taken back is still to be worked on');
}
