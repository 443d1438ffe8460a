/** Where the hub is, and who said so; `problem` says what was found instead when an address cannot be used. */
export type HubAddress = {
  readonly url: string | null;
  readonly source: 'argument' | 'policy' | 'settings' | 'none';
  readonly problem: string | null;
};

type Given = { readonly argument: string | null; readonly policy?: string | null; readonly settings: string | null };

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The first address given wins: IT's policy, `--hub=URL`, the settings file; with a policy no shortcut that somebody sent has
 * passwords typed in for another hub. One that cannot be used is a problem to
 * show, never skipped in silence for the next. Tokens and customers' words travel here, so plain http is for this
 * machine alone.
 */
export function chooseHubAddress(given: Given): HubAddress {
  const sources = [
    ['policy', given.policy ?? null],
    ['argument', given.argument],
    ['settings', given.settings],
  ] as const;
  for (const [source, raw] of sources) {
    if (raw === null || raw === '') continue;
    const checked = checkHubAddress(raw);
    return typeof checked === 'string'
      ? { url: null, source, problem: checked }
      : { url: checked.origin, source, problem: null };
  }
  return { url: null, source: 'none', problem: null };
}

/** The origin, or a sentence with what was found and what was expected. */
function checkHubAddress(raw: string): { readonly origin: string } | string {
  const expected = 'expected https://HOST, or http://127.0.0.1:PORT on this machine';
  let url: URL;
  try {
    url = new URL(raw);
  } catch {
    return `“${raw}” is not an address; ${expected}.`;
  }
  if (url.username !== '' || url.password !== '') return `the address carries a user name or a password; ${expected}.`;
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return `“${raw}” has more than scheme, host and port; ${expected}.`;
  if (url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname)))
    return { origin: url.origin };
  return `“${raw}” would send customers' data unencrypted over the network or is no web address; ${expected}.`;
}
