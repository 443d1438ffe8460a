import type { Connection } from '#server/channels/provider.ts';
import type { EmailSettings } from './email-settings.ts';
import type { FoundReply } from './find-reply.service.ts';
import type { KeptMail } from './mail-files.ts';
import type { ParsedMail } from './parse/parsed-mail.ts';
import type { Verdict } from './verdict.ts';

/** A mail on its way in, with what was found out about it. */
export type Taking = {
  readonly connection: Connection;
  readonly settings: EmailSettings;
  readonly mail: ParsedMail;
  readonly verdict: Verdict;
  readonly reply: FoundReply | null;
  readonly kept: KeptMail;
  readonly externalId: string;
  readonly receivedAt: Date;
};
