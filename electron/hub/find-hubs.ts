import type { FoundHub, HubCheck } from '#shared/ipc/computer.ts';

export type Looks = {
  /** Domains this computer belongs to: `shop.example.jp`. */
  readonly domains: () => Promise<readonly string[]>;
  /** Names and ports of a service in the network's directory (DNS SRV); empty where there are none. */
  readonly services: (name: string) => Promise<ReadonlyArray<{ readonly name: string; readonly port: number }>>;
  readonly check: (address: string) => Promise<HubCheck>;
};

/** The port a hub takes when nobody says another. */
const USUAL_PORT = 4310;
const MOST_DOMAINS = 3;
const MOST_ADDRESSES = 8;

/**
 * Where a hub might be: on this computer, where `_tsunagi._tcp` of its domains points, at `tsunagi.` its domains. Only
 * those that answer as a hub are given, in that order. Other machines are reached by https alone, so that whoever
 * answers for a name has to have its certificate.
 */
export async function findHubs(looks: Looks): Promise<FoundHub[]> {
  const domains = (await looks.domains()).filter(isDomain).slice(0, MOST_DOMAINS);
  const pointed = await Promise.all(domains.map((domain) => looks.services(`_tsunagi._tcp.${domain}`).catch(() => [])));
  const addresses: FoundHub[] = [
    { url: `http://127.0.0.1:${USUAL_PORT}`, by: 'this_computer' },
    ...pointed.flat().map(({ name, port }) => networked(name, port)),
    ...domains.map((domain) => networked(`tsunagi.${domain}`, 443)),
  ];
  const known = new Map(addresses.map((one) => [one.url, one]));
  const checked = await Promise.all(
    [...known.values()].slice(0, MOST_ADDRESSES).map(async ({ url, by }): Promise<FoundHub | null> => {
      const check = await looks.check(url);
      return check.status === 'hub' ? { url: check.url, by } : null;
    }),
  );
  return checked.filter((one) => one !== null);
}

const networked = (name: string, port: number): FoundHub => ({
  url: `https://${name.replace(/\.$/, '')}${port === 443 ? '' : `:${port}`}`,
  by: 'network',
});

/** A name of at least two parts; a lone one would be completed by whoever runs this network. */
const isDomain = (name: string): boolean => /^(?=.{4,253}$)([a-z0-9-]{1,63}\.)+[a-z]{2,63}$/i.test(name);

/** The computer's own full name first: what `/etc/resolv.conf` says comes from whichever network it is in. */
export function domainsOf(resolvConf: string, hostname: string): string[] {
  const domains = new Set<string>();
  const own = /^[^.]+\.(.+)$/.exec(hostname)?.[1];
  if (own !== undefined) domains.add(own.toLowerCase());
  for (const line of resolvConf.split('\n')) {
    const [word, ...names] = line.trim().split(/\s+/);
    if (word === 'search' || word === 'domain')
      for (const name of names) domains.add(name.replace(/\.$/, '').toLowerCase());
  }
  return [...domains].filter(isDomain);
}
