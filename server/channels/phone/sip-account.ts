import { openConnection } from '#server/channels/connections/open-connection.ts';
import type { Deps } from '#server/deps.ts';
import type { SipAccount } from '#shared/domain/call.ts';
import { linesOf } from './dialling.ts';
import { passwordsIn, phoneSettings } from './phone-settings.ts';

export type Telephony = {
  readonly account: SipAccount | null;
  readonly provider: { connectionId: string; name: string; number?: string }[];
};

/**
 * What an agent's desk can telephone with: their own account at the exchange, with its password, and the providers that
 * would call them. Nobody else's credentials ever leave. Throws `secret_unreadable`.
 */
export async function telephonyOf(
  deps: Pick<Deps, 'db' | 'vault' | 'publicUrl'>,
  agent: { readonly login: string; readonly name: string },
): Promise<Telephony> {
  const lines = await linesOf(deps.db, agent.login);
  const soft = lines.find((line) => line.media === 'softphone');
  return {
    account: soft === undefined ? null : accountOf(deps, soft.connection, agent),
    provider: lines
      .filter((line) => line.media === 'provider')
      .map(({ connection, ourNumber }) => ({
        connectionId: connection.id,
        name: connection.name,
        ...(ourNumber === null ? {} : { number: ourNumber }),
      })),
  };
}

function accountOf(
  deps: Pick<Deps, 'vault' | 'publicUrl'>,
  record: Parameters<typeof openConnection>[1],
  agent: { readonly login: string; readonly name: string },
): SipAccount | null {
  const { settings, secrets } = openConnection(deps, record);
  const { accounts, wsUrl, domain, registerSeconds, iceServers, numbers } = phoneSettings(settings);
  const user = accounts.get(agent.login);
  const password = user === undefined ? undefined : passwordOf(secrets['passwords'] ?? '', user);
  if (user === undefined || password === undefined) return null;
  return {
    connectionId: record.id,
    name: record.name,
    wsUrl,
    uri: `sip:${user}@${domain}`,
    authUser: user,
    password,
    realm: domain,
    displayName: agent.name,
    registerSeconds,
    iceServers: iceServers.map(iceServer),
    numbers: numbers.map(({ number, label }) => (label === undefined ? { number } : { number, label })),
  };
}

/** That of the user, else the one of `*` for whoever has none of their own. */
function passwordOf(lines: string, user: string): string | undefined {
  const found = passwordsIn(lines);
  return found.get(user) ?? found.get('*');
}

/** `stun:host:port`, or `turn:host:port user credential`. */
function iceServer(line: string): SipAccount['iceServers'][number] {
  const [url = '', username, credential] = line.trim().split(/\s+/);
  return {
    urls: [url],
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  };
}
