import { z } from 'zod';

/** What is replaced by placeholders before anything is sent. */
export const REDACTIONS = ['names', 'contacts', 'orders'] as const;
export type Redaction = (typeof REDACTIONS)[number];

const ADDRESS = /^(?<scheme>https?):\/\/(?<host>[\w.-]+|\[[\da-f:]+\])(?::\d{1,5})?(?:\/[\w./~%-]*)?$/i;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** Where it may be: `https` anywhere the administrator says, their own network too; `http` on this machine alone. */
export function isSummariserAddress(text: string): boolean {
  const { scheme, host } = ADDRESS.exec(text)?.groups ?? {};
  return host !== undefined && (scheme?.toLowerCase() === 'https' || LOOPBACK.test(host));
}

export const summariserFieldsSchema = z.object({
  enabled: z.boolean(),
  baseUrl: z.string().trim().max(500).refine(isSummariserAddress, 'https, or http on this machine'),
  model: z.string().trim().min(1).max(200),
  redacts: z.array(z.enum(REDACTIONS)).max(3),
});
export type SummariserFields = z.infer<typeof summariserFieldsSchema>;

/** Who may improve a brief's draft; the key is never told. */
export const summariserSettingsSchema = summariserFieldsSchema.extend({
  hasKey: z.boolean(),
  revision: z.int().nonnegative(),
});
export type SummariserSettings = z.infer<typeof summariserSettingsSchema>;

/** Nothing set: off. */
export const NO_SUMMARISER: SummariserSettings = {
  enabled: false,
  baseUrl: '',
  model: '',
  redacts: [...REDACTIONS],
  hasKey: false,
  revision: 0,
};
