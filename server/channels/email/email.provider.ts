import { ACCEPTED_TYPES } from '#server/blobs/sniff.ts';
import type { Provider } from '#server/channels/provider.ts';
import { answerHead, replySubject } from './answer-head.service.ts';
import { conversationHead, mailsOf } from './email.repository.ts';
import { checkEmailSettings, EMAIL_FIELDS } from './email-fields.ts';
import { forgetUnreadableKeys } from './email-keys.ts';
import { emailSettings } from './email-settings.ts';
import { runMailbox } from './imap/run-mailbox.ts';
import { mailParser } from './parse/mail-parser.ts';
import { signatureFor } from './smtp/compose-mail.ts';
import { deliverMail } from './smtp/deliver-mail.ts';
import { reconcileMail } from './smtp/reconcile-mail.ts';
import { tryTakeMail } from './take-mail.service.ts';
import { testMailbox } from './test-mailbox.ts';

/** A mailbox anywhere: read by IMAP, written by SMTP. Several may be connected; each is a sender of its own. */
export const emailProvider: Provider = {
  adapter: 'mailbox',
  channel: 'email',
  name: { ja: 'メールボックス（IMAP・SMTP）', en: 'Mailbox (IMAP and SMTP)' },
  about: {
    ja: 'Gmail、Microsoft 365、自社サーバーなど、IMAP と SMTP が使えるメールボックスを接続します。',
    en: 'Connects a mailbox of Gmail, Microsoft 365, your own server or any other with IMAP and SMTP.',
  },
  fields: EMAIL_FIELDS,
  check: checkEmailSettings,
  capabilities: {
    textLimit: 20_000,
    files: { types: ACCEPTED_TYPES, bytes: 15 * 1024 * 1024 },
    typing: false,
    delivery: true,
    rich: true,
  },
  enteredAnew: forgetUnreadableKeys,
  prepare: (work, connection, draft) =>
    answerHead(work, connection, { to: draft, format: draft.format, auto: draft.auto === true }),
  deliver: (deps, connection, out) => deliverMail(deps, connection, out),
  reconcile: reconcileMail,
  run: (deps, connection) => runMailbox(deps, connection),
  test: testMailbox,
  async facts(deps, connection, { conversationId }) {
    const settings = emailSettings(connection);
    const head = await conversationHead(deps.db, conversationId);
    const last = (await mailsOf(deps.db, conversationId)).at(-1);
    const signature = signatureFor(settings, '', head?.locale ?? null);
    return {
      address: settings.address,
      subject: replySubject(last?.subject ?? head?.subject ?? null, head),
      ...(signature === '' ? {} : { signature }),
      // Nobody on Cc becomes a reader by themselves ([CH4]): the author names them.
      cc: [],
    };
  },
  async readmit(deps, connection, { raw, receivedAt }) {
    const taken = await tryTakeMail(deps, connection, { raw, receivedAt }, { parser: mailParser });
    if (taken.outcome === 'quarantined') return { refused: taken.reason };
    return taken.outcome === 'own_test' ? {} : { itemId: taken.itemId, customerId: taken.customerId };
  },
};
