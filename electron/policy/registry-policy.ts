import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { NO_POLICY, type PolicyReading, parsePolicy } from './policy.ts';

/** Group policy writes here, and only an administrator can. */
const POLICY_KEY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Tsunagi';

/** Windows' own, there on every machine: whoever cannot read this one either was not let in. */
const ALWAYS_THERE = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies';

/** A key's values, and with `/s` those below it, as `reg query` prints them. Throws with `status` 1 when it is not there. */
type Query = (key: string, ...more: readonly '/s'[]) => string;

/** What `reg.exe` ends with when there is no such key, and when registry tools are forbidden. */
const ABSENT = 1;

export function readRegistryPolicy(query: Query): PolicyReading {
  let printed: string;
  try {
    printed = query(POLICY_KEY, '/s');
  } catch (thrown: unknown) {
    return isAbsent(thrown) && canAsk(query)
      ? NO_POLICY
      : { ...NO_POLICY, problems: ['the registry could not be asked for the policy'] };
  }
  return parsePolicy(parseRegistry(printed), 'registry');
}

const isAbsent = (thrown: unknown): boolean =>
  thrown instanceof Error && 'status' in thrown && thrown.status === ABSENT;

function canAsk(query: Query): boolean {
  try {
    query(ALWAYS_THERE);
    return true;
  } catch {
    return false;
  }
}

/** `reg.exe` of the system itself: nothing in a search path or beside the app can take its place. */
export const queryRegistry =
  (systemRoot: string): Query =>
  (key, ...more) =>
    execFileSync(join(systemRoot, 'System32', 'reg.exe'), ['query', key, ...more, '/reg:64'], {
      encoding: 'utf8',
      timeout: 5000,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });

const VALUE = /^ {4}(\S+) {4}(REG_[A-Z_]+) {4}(.*)$/;

/** Values of the key are settings; values of a key below it are parts of the setting it is named for. */
export function parseRegistry(printed: string): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  let place: Record<string, unknown> | null = null;
  for (const line of printed.split(/\r?\n/)) {
    if (line.startsWith('HKEY_')) place = placeOf(line, found);
    const [, name, type, text] = VALUE.exec(line) ?? [];
    if (name !== undefined && place !== null) place[camel(name)] = valueIn(type ?? '', text ?? '');
  }
  return found;
}

function placeOf(key: string, found: Record<string, unknown>): Record<string, unknown> | null {
  const below = key.toLowerCase().startsWith(POLICY_KEY.toLowerCase()) ? key.slice(POLICY_KEY.length) : null;
  if (below === '') return found;
  const [, name] = /^\\([^\\]+)$/.exec(below ?? '') ?? [];
  if (name === undefined) return null;
  const part: Record<string, unknown> = {};
  found[camel(name)] = part;
  return part;
}

/** Group policy's names begin with a capital. */
const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/**
 * Numbers are as they are, but 0 and 1 are also how the registry says no and yes; the schema decides by what it expects,
 * so a number is given as what a policy of ours can hold: yes or no. Zoom, the one fraction, is written as text.
 */
function valueIn(type: string, text: string): unknown {
  if (type === 'REG_DWORD') return Number.parseInt(text, 16) !== 0;
  if (type === 'REG_MULTI_SZ') return text.split('\\0').filter((part) => part !== '');
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
