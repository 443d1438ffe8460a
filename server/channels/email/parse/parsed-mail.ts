export type MailAddress = { readonly name: string; readonly address: string };

/** Why nobody has to answer it: a machine wrote it. */
export type Automatic = 'bounce' | 'out_of_office' | 'auto_reply' | 'list' | 'bulk';

/** What a delivery report says of one recipient (RFC 3464). */
export type Bounce = {
  readonly failed: boolean;
  readonly recipient: string | null;
  /** `5.1.1` and the server's words. */
  readonly status: string | null;
  readonly diagnostic: string | null;
  /** Message-ID of the mail that came back. */
  readonly originalMessageId: string | null;
};

export type MailAttachment = {
  readonly name: string;
  /** As the sender calls it, in lower case; what it is, is sniffed where it is kept. */
  readonly type: string;
  readonly size: number;
  readonly inline: boolean;
  readonly contentId: string | null;
  readonly bytes: Uint8Array;
};

/** A mail as the channel understands it. All of it is the sender's word ([CH4]). */
export type ParsedMail = {
  readonly from: MailAddress | null;
  /** How many senders its head names; a proof of who it is from needs exactly one. */
  readonly fromCount: number;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  /** Every address of ours it may have been sent to, for reply tokens: To, Cc and what servers noted. */
  readonly deliveredTo: readonly string[];
  readonly subject: string;
  /** ISO 8601, or null where there is none to read. */
  readonly date: string | null;
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly text: string;
  /** Where earlier mails begin in `text`. */
  readonly quotedFrom: number | null;
  /** Sanitised. */
  readonly html: string | null;
  readonly remoteImages: number;
  readonly attachments: readonly MailAttachment[];
  readonly automatic: Automatic | null;
  /** Whether a machine may answer it: false for what machines, lists and bounces send. */
  readonly mayAutoAnswer: boolean;
  /** Nobody is to be asked to answer it: it opens nothing. What a machine sends of itself (a form's copy) is not quiet. */
  readonly quiet: boolean;
  readonly bounce: Bounce | null;
  /** The mark of a mail that this hub sent to try the mailbox. */
  readonly testMark: string | null;
  /** Values of Authentication-Results, the newest first. */
  readonly authenticationResults: readonly string[];
  /** What was odd about it, in words of ours; the mail is shown all the same. */
  readonly problems: readonly string[];
};

/** A parsed mail with its source as it is kept: card numbers and My Number masked ([PR4]). */
export type ParsedWithSource = { readonly mail: ParsedMail; readonly source: Uint8Array };
