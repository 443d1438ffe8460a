import { z } from 'zod';
import { normaliseContactPoint } from '#shared/domain/contact-point.ts';

const security = z.enum(['tls', 'starttls', 'none']);
const text = z.string().default('');

/** What an administrator gives for a mailbox, as the hub works with it; see email-fields. */
export const emailSettingsSchema = z.object({
  address: z.string(),
  senderName: text,
  aliases: z.array(z.string()).default([]),
  user: z.string(),
  login: z.enum(['password', 'oauth2']).default('password'),
  tokenUrl: text,
  clientId: text,
  scope: text,
  imapHost: z.string(),
  imapPort: z.number().default(993),
  imapSecurity: security.default('tls'),
  folder: z.string().default('INBOX'),
  after: z.enum(['nothing', 'seen', 'move']).default('nothing'),
  moveTo: text,
  smtpHost: z.string(),
  smtpPort: z.number().default(465),
  smtpSecurity: security.default('tls'),
  smtpUser: text,
  sentFolder: text,
  saveSent: z.boolean().default(false),
  replyTokens: z.boolean().default(true),
  replyTemplate: text,
  authservId: text,
  checkDns: z.boolean().default(true),
  trustReceived: z.boolean().default(false),
  relays: z.array(z.string()).default([]),
  signatureJa: text,
  signatureEn: text,
  autoReplyJa: text,
  autoReplyEn: text,
});
export type EmailSettings = z.infer<typeof emailSettingsSchema>;

/** A connection's settings; throws when it was not made by this adapter. */
export const emailSettings = (connection: { readonly settings: Readonly<Record<string, unknown>> }): EmailSettings =>
  emailSettingsSchema.parse(connection.settings);

/** Addresses of ours in this mailbox, in normal form. */
export const ownAddresses = (settings: EmailSettings): Set<string> =>
  new Set([settings.address, ...settings.aliases].flatMap((address) => normaliseContactPoint('email', address) ?? []));

/** The template of reply addresses: as given, else a plus-address of the mailbox; null when they are switched off. */
export function replyTemplate(settings: EmailSettings): string | null {
  if (!settings.replyTokens) return null;
  if (settings.replyTemplate !== '') return settings.replyTemplate;
  const at = settings.address.lastIndexOf('@');
  return `${settings.address.slice(0, at)}+{token}${settings.address.slice(at)}`;
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Whether an address belongs to a marketplace's relay: `@relay.example`, `relay.example` (its subdomains too) or a whole address. */
export function isRelay(settings: EmailSettings, address: string): boolean {
  const plain = address.toLowerCase();
  const domain = domainOf(plain);
  return settings.relays
    .map((relay) =>
      relay
        .trim()
        .toLowerCase()
        .replace(/^[*]?@?\.?/, ''),
    )
    .filter((relay) => relay !== '')
    .some((relay) => plain === relay || domain === relay || domain.endsWith(`.${relay}`));
}
