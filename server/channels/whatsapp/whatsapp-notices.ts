import type { AnswerTo, Connection, Provider } from '#server/channels/provider.ts';
import type { Deps } from '#server/deps.ts';
import type { SendingNotice } from '#shared/domain/sending.ts';
import { windowUntil } from './deliver-whatsapp.ts';
import { lastHeard, numberOf } from './whatsapp.repository.ts';
import { templatesOf, whatsappSettings } from './whatsapp-settings.ts';

const HOUR_MS = 3_600_000;

const OFF: SendingNotice = {
  code: 'switched_off',
  level: 'stop',
  text: {
    ja: 'WhatsAppでの返信は無効です。管理者がチャネル設定で有効にできます。',
    en: 'Answering by WhatsApp is off. An administrator can switch it on in the channel’s settings.',
  },
};

/** Whether it is switched on, and how long free words are still taken. */
export async function whatsappNotices(deps: Deps, connection: Connection, to: AnswerTo): Promise<SendingNotice[]> {
  const settings = whatsappSettings(connection);
  if (!settings.switchedOn) return [OFF];
  const number = await numberOf(deps.db, to.contactPointId);
  const until = number === null ? null : await windowUntil(deps, connection, number);
  if (until !== null) {
    const hours = Math.max(1, Math.floor((until.getTime() - deps.clock.now().getTime()) / HOUR_MS));
    const ja = `自由な文面で返信できるのは、あと約${hours}時間です。`;
    return [
      { code: 'window_open', level: 'info', text: { ja, en: `Free answers are possible for about ${hours} h.` } },
    ];
  }
  const names = templatesOf(settings).map(({ name }) => name);
  if (names.length === 0) {
    const ja = 'お客様の最後のメッセージから24時間を過ぎたため、返信できません。';
    const en = 'More than 24 hours after their last message: WhatsApp takes no answer now.';
    return [{ code: 'window_closed', level: 'stop', text: { ja, en } }];
  }
  const list = names.join(', ');
  const ja = `24時間を過ぎたため、承認済みテンプレートの文面だけを送れます：${list}`;
  const en = `More than 24 hours after their last message: only the text of an approved template can be sent: ${list}`;
  return [{ code: 'templates_only', level: 'warn', text: { ja, en } }];
}

/** Free words are taken for a day after the customer's last message, and only where it is switched on. */
export const whatsappStanding: NonNullable<Provider['standing']> = async (db, connection, { contactPointId, at }) => {
  if (!whatsappSettings(connection).switchedOn) return 'no_connection';
  const number = await numberOf(db, contactPointId);
  const last = number === null ? null : await lastHeard(db, connection.id, number);
  return last !== null && last.getTime() + 24 * HOUR_MS > at.getTime() ? null : 'window_closed';
};
