import { z } from 'zod';
import type { Connection } from '#server/channels/provider.ts';
import { phoneSettings } from '../phone-settings.ts';

const schema = z.object({
  accountSid: z.string().catch(''),
  apiUrl: z.string().catch('https://api.twilio.com'),
  greeting: z.string().catch(''),
  closedGreeting: z.string().catch(''),
  voicemailGreeting: z.string().catch(''),
  menu: z.array(z.string()).catch([]),
  menuPrompt: z.string().catch(''),
  language: z.string().catch('ja-JP'),
  record: z.boolean().catch(false),
  transcribe: z.boolean().catch(false),
  voicemailSeconds: z.number().positive().catch(120),
});

export type TwilioSettings = z.infer<typeof schema> & ReturnType<typeof phoneSettings>;

export const twilioSettings = ({ settings }: Pick<Connection, 'settings'>): TwilioSettings => ({
  ...phoneSettings(settings),
  ...schema.parse(settings),
});

/** What a key of the menu stands for, `1=ご注文`; null for one that is not there. */
export function menuChoice({ menu }: Pick<TwilioSettings, 'menu'>, digits: string): string | null {
  const line = menu.find((one) => one.slice(0, one.indexOf('=')).trim() === digits);
  return line === undefined ? null : line.slice(line.indexOf('=') + 1).trim();
}

/** What a hook is about: which of our addresses, which call, whose leg. */
export type HookPlace = { readonly do: string; readonly call?: string; readonly agent?: string };

/** One of our addresses at the provider; null without a public address. */
export function hookAddress({ hookUrl }: Pick<Connection, 'hookUrl'>, place: HookPlace): string {
  const query = new URLSearchParams({ ...place });
  return `${hookUrl ?? ''}?${query}`;
}
