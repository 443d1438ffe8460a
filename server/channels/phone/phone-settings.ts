import { z } from 'zod';

/** `login=user` lines as pairs; what has no `=` is left out. */
function pairs(lines: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of lines) {
    const at = line.indexOf('=');
    if (at > 0) found.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  return found;
}

/** Passwords by user, from `user password` a line or between semicolons. */
export function passwordsIn(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split(/[\n;]/)) {
    const match = /^\s*(\S+)\s+(.+?)\s*$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) found.set(match[1], match[2]);
  }
  return found;
}

const list = z.array(z.string()).catch([]);
const positive = (fallback: number) => z.number().positive().catch(fallback);

const settingsSchema = z.object({
  /** `login=user` (an exchange's account) or `login=endpoint` (what a provider dials). */
  accounts: list,
  numbers: list,
  domain: z.string().catch(''),
  wsUrl: z.string().catch(''),
  iceServers: list,
  dialPrefix: z.string().catch(''),
  numberFormat: z.enum(['e164', 'national']).catch('e164'),
  trustCallerId: z.boolean().catch(false),
  ringSeconds: positive(45),
  registerSeconds: positive(300),
});

export type PhoneSettings = Omit<z.infer<typeof settingsSchema>, 'accounts' | 'numbers'> & {
  /** By login. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly numbers: readonly { readonly number: string; readonly label?: string }[];
};

/** What the phone's adapters share of a connection's settings; whatever is missing is as if it had not been given. */
export function phoneSettings(settings: Readonly<Record<string, unknown>>): PhoneSettings {
  const { accounts, numbers, ...rest } = settingsSchema.parse(settings);
  return { ...rest, accounts: pairs(accounts), numbers: numbers.map(ownNumber) };
}

/** `+81312345678 代表` */
function ownNumber(line: string): { number: string; label?: string } {
  const [number = '', ...label] = line.trim().split(/\s+/);
  return label.length === 0 ? { number } : { number, label: label.join(' ') };
}
