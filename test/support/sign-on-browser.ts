/** The hub's address as the provider knows it; requests to it go to where the test's hub listens. */
export const PUBLIC_URL = 'https://desk.example.test';

export type SignOnBrowser = {
  /** Follows redirects from an address of the hub, and gives the first one that leaves hub and providers, or that stays. */
  readonly walk: (from: string) => Promise<{ readonly at: string; readonly visited: readonly string[] }>;
  /** One step, without following. */
  readonly step: (
    url: string,
    init?: RequestInit,
  ) => Promise<{ readonly location: string | null; readonly response: Response }>;
  readonly cookies: Map<string, string>;
  /** As the hub set them, with their flags. */
  readonly setCookies: string[];
};

const MOST = 12;

/** What a person's browser does, without a screen: redirects and cookies. One jar is enough, for names do not collide here. */
export function signOnBrowser(hubUrl: string): SignOnBrowser {
  const cookies = new Map<string, string>();
  const setCookies: string[] = [];

  async function step(
    url: string,
    init: RequestInit = {},
  ): Promise<{ readonly location: string | null; readonly response: Response }> {
    const to = url.startsWith(PUBLIC_URL) ? `${hubUrl}${url.slice(PUBLIC_URL.length)}` : url;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      ...(cookie !== '' && { cookie }),
      'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0',
      ...init.headers,
    };
    const response = await fetch(to, { ...init, redirect: 'manual', headers });
    for (const line of response.headers.getSetCookie()) {
      setCookies.push(line);
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      if (/expires=Thu, 01 Jan 1970|max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    const next = location === null ? null : new URL(location, url).href;
    // The test's hub is reached by another name than its own, and sends its browsers there first.
    if (next?.startsWith(PUBLIC_URL) && new URL(next).searchParams.has('home')) return step(next, init);
    return { response, location: next };
  }

  async function walk(from: string) {
    const visited: string[] = [];
    let at = from;
    for (let steps = 0; steps < MOST; steps++) {
      visited.push(at);
      const { location, response } = await step(at);
      await response.arrayBuffer();
      if (location === null) return { at, visited };
      const next = new URL(location);
      // The desktop's own port, or the desk's page: where a way ends.
      const isEnd = next.pathname === '/' && (next.searchParams.has('state') || next.origin === PUBLIC_URL);
      if (isEnd) return { at: location, visited };
      at = location;
    }
    throw new Error(`${MOST} redirects and no end: ${visited.join(' → ')}`);
  }
  return { walk, step, cookies, setCookies };
}
