import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#build/root.ts';
import type { Locale } from '#shared/domain/people.ts';

const NAMESPACES = {
  alerts: 'alerts',
  approvals: 'approvals',
  auth: 'auth',
  board: 'board',
  catchUp: 'catch-up',
  channelSettings: 'settings-channels',
  checks: 'checks',
  common: 'common',
  composer: 'composer',
  customer: 'customer',
  escalations: 'escalations',
  handoff: 'handoff',
  identity: 'identity',
  bulk: 'bulk',
  inbox: 'inbox',
  knowledge: 'knowledge',
  liveHelp: 'live-help',
  matters: 'matters',
  mail: 'mail',
  palette: 'palette',
  phone: 'phone',
  promises: 'promises',
  quality: 'quality',
  quarantine: 'quarantine',
  replies: 'replies',
  settings: 'settings',
  shift: 'shift',
  shop: 'shop',
  thread: 'thread',
  workspaceSettings: 'settings-workspace',
  wrapUp: 'wrap-up',
} as const;

/** A word of the desk as it stands on screen: `handoff:offerTo`, with the values that its braces name. */
export type DeskWords = (
  key: `${keyof typeof NAMESPACES}:${string}`,
  values?: Readonly<Record<string, unknown>>,
) => string;

/** The desk's own words, so that a test finds things as a person does, in either language. A missing key throws. */
export function deskWords(locale: Locale): DeskWords {
  const loaded = new Map<string, unknown>();
  return (key, values = {}) => {
    const [namespace, path] = key.split(':') as [keyof typeof NAMESPACES, string];
    const file = join(root, 'renderer/i18n', locale, `${NAMESPACES[namespace]}.json`);
    if (!loaded.has(file)) loaded.set(file, JSON.parse(readFileSync(file, 'utf8')));
    let found: unknown = loaded.get(file);
    for (const part of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[part];
    if (typeof found !== 'string') throw new Error(`${file} has no word ${path}`);
    return found.replaceAll(/\{\{(\w+)\}\}/g, (_braces, name: string) => String(values[name] ?? ''));
  };
}
