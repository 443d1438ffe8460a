import { afterAll } from 'vitest';
import { PUBLIC_URL, type SignOnBrowser } from './sign-on-browser.ts';
import { callbackOf, type Person, type RealProvider, startRealProvider } from './start-real-provider.ts';

const CALLBACK = callbackOf(PUBLIC_URL);

/** The certified provider for a file of tests; ended with it. */
export async function realProvider(
  people: Readonly<Record<string, Person>>,
  more: { readonly conformIdTokenClaims?: boolean } = {},
): Promise<RealProvider> {
  const provider = await startRealProvider({ people, hubUrl: PUBLIC_URL, ...more });
  afterAll(provider.close);
  return provider;
}

/** Signs in at the provider's own pages and agrees, as a person would; gives where the browser is sent after it. */
export async function signInAtProvider(browser: SignOnBrowser, at: string, login: string): Promise<string> {
  let next = await toForm(browser, at);
  for (const body of [`prompt=login&login=${login}&password=any`, 'prompt=consent']) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { location } = await browser.step(next, { method: 'POST', headers, body });
    if (location === null) throw new Error('the provider’s form led nowhere');
    next = await toForm(browser, location);
    if (next.startsWith(CALLBACK)) return next;
  }
  throw new Error(`no end at the provider: ${next}`);
}

/** Follows the provider's redirects to its next form, or to the hub. */
async function toForm(browser: SignOnBrowser, from: string): Promise<string> {
  let at = from;
  for (let steps = 0; steps < 6 && !at.startsWith(CALLBACK); steps++) {
    const { location, response } = await browser.step(at);
    await response.arrayBuffer();
    if (location === null) return at;
    at = location;
  }
  return at;
}
