/**
 * Where the session's bus listens, out of `DBUS_SESSION_BUS_ADDRESS`: the first unix socket named there; null when there
 * is none. An abstract one begins with a zero byte, as Node takes it.
 */
export function busSocket(address: string | undefined): string | null {
  for (const one of (address ?? '').split(';')) {
    if (!one.startsWith('unix:')) continue;
    const parts = new Map(
      one
        .slice('unix:'.length)
        .split(',')
        .map((pair): [string, string] => splitPair(pair)),
    );
    const path = parts.get('path');
    if (path !== undefined) return plain(path);
    const abstract = parts.get('abstract');
    if (abstract !== undefined) return `\0${plain(abstract)}`;
  }
  return null;
}

function splitPair(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}

const plain = (text: string): string =>
  text.replaceAll(/%([0-9a-fA-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
