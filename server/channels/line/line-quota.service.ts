import type { AnswerTo, Connection, Provider } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import type { SendingNotice } from '#shared/domain/sending.ts';
import { findFriend, findQuota, type Quota, saveQuota, userOf } from './line.repository.ts';
import { lineApi } from './line-api.ts';

/** LINE counts with a delay of its own; asking for every composer would only use up its patience. */
const GOOD_FOR_MS = 5 * 60_000;
const FEW = 100;

/** Messages of this month, as LINE last said plus what was pushed since; null while it can not be asked. */
async function quotaOf(deps: Deps, connection: Connection): Promise<Quota | null> {
  const known = await findQuota(deps.db, connection.id);
  const now = deps.clock.now();
  if (known !== null && now.getTime() - known.readAt.getTime() < GOOD_FOR_MS) return known;
  const asked = await lineApi(connection)
    .quota()
    .catch(() => null);
  if (asked === null) return known;
  const quota = { ...asked, readAt: now };
  await saveQuota(deps.db, connection.id, quota);
  return quota;
}

/** Counts a push on top of what LINE said; replies cost nothing. */
export async function notePush(deps: Deps, connection: Connection): Promise<void> {
  const known = await findQuota(deps.db, connection.id);
  if (known !== null) await saveQuota(deps.db, connection.id, { ...known, used: known.used + 1 });
}

/** Whether they are a friend, whether they blocked us, and how many messages are left this month. */
export async function lineNotices(deps: Deps, connection: Connection, to: AnswerTo): Promise<SendingNotice[]> {
  const userId = await userOf(deps.db, to.contactPointId);
  const friend = userId === null ? null : await findFriend(deps.db, { connectionId: connection.id, userId });
  if (friend?.state === 'blocked') {
    const ja = 'お客様にブロックされています。LINEでは届きません。';
    return [{ code: 'blocked', level: 'stop', text: { ja, en: 'They have blocked us: nothing arrives on LINE.' } }];
  }
  const quota = await quotaOf(deps, connection);
  const left = quota === null || quota.most === null ? null : Math.max(0, quota.most - quota.used);
  return [...friendNotice(friend !== null, left), ...lowNotice(left)];
}

function friendNotice(isFriend: boolean, left: number | null): SendingNotice[] {
  if (!isFriend && left === null) return [];
  const figure = left?.toLocaleString('en-US');
  const ja = [isFriend && '友だち', figure && `今月の残り${figure}通`].filter(Boolean).join('・');
  const en = [isFriend && 'friend', figure && `${figure} left this month`].filter(Boolean).join(' · ');
  return [{ code: isFriend ? 'friend' : 'quota', level: 'info', text: { ja, en } }];
}

function lowNotice(left: number | null): SendingNotice[] {
  if (left === null || left > FEW) return [];
  if (left > 0) {
    const ja = `今月送れるメッセージは残り${left}通です。`;
    return [{ code: 'quota_low', level: 'warn', text: { ja, en: `Only ${left} messages are left this month.` } }];
  }
  const ja = '今月のメッセージ数の上限に達しました。お客様のメッセージから1分以内の返信だけが届きます。';
  const en = 'This month’s messages are used up: only answers within a minute of the customer’s message still go out.';
  return [{ code: 'quota_used_up', level: 'warn', text: { ja, en } }];
}

/** As far as the hub knows: they blocked us, or this month's messages are used up. */
export const lineStanding: NonNullable<Provider['standing']> = async (db, connection, { contactPointId }) => {
  const userId = await userOf(db, contactPointId);
  const friend = userId === null ? null : await findFriend(db, { connectionId: connection.id, userId });
  if (friend?.state === 'blocked') return 'blocked';
  const quota = await findQuota(db, connection.id);
  return quota !== null && quota.most !== null && quota.used >= quota.most ? 'quota_used' : null;
};
