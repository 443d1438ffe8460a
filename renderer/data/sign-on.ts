import type { Answer } from '#shared/wire/ack.ts';
import { ERROR_CODES, type ErrorCode } from '#shared/wire/errors.ts';
import { type SignOnOffer, signOnOfferSchema } from '#shared/wire/sign-on.ts';

/** Shows whose account it is; `link-own` gives both to the hub. */
export type AccountProof = { readonly code: string; readonly verifier: string };

/** What a browser came back with from the company's sign-in, read out of the address at the start of the page. */
export type CameBack =
  | { readonly kind: 'refused'; readonly code: ErrorCode }
  | { readonly kind: 'proof'; readonly proof: AccountProof };

const START = '/api/v1/auth/sign-on/start';
const VERIFIER = 'tsunagi.sign-on.verifier';
const NOTHING: SignOnOffer = { enabled: false, labelJa: '', labelEn: '', passwords: true };

/**
 * `#sign-on=CODE` or `#proof=CODE`, once. A proof without the verifier that this tab made is somebody else's and is dropped:
 * nobody can have another link an account that they did not ask for.
 */
export function takeCameBack(hash: string, storage: Pick<Storage, 'getItem' | 'removeItem'>): CameBack | null {
  const refused = /^#sign-on=([a-z_]{1,60})$/.exec(hash)?.[1];
  if (refused !== undefined) {
    const code = ERROR_CODES.find((one) => one === refused) ?? 'sign_on_failed';
    return { kind: 'refused', code };
  }
  const code = /^#proof=([\w-]{43})$/.exec(hash)?.[1];
  if (code === undefined) return null;
  const verifier = storage.getItem(VERIFIER);
  storage.removeItem(VERIFIER);
  return verifier === null ? null : { kind: 'proof', proof: { code, verifier } };
}

/** Where a browser goes to sign in. */
export const browserSignOnUrl = (): string => `${START}?client=browser`;

/** Where a browser goes to show whose account it is; the verifier stays in this tab. */
export async function browserProofUrl(storage: Pick<Storage, 'setItem'>): Promise<string> {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  storage.setItem(VERIFIER, verifier);
  return `${START}?client=browser&purpose=link&challenge=${base64url(new Uint8Array(digest))}`;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** What this hub's sign-in page offers; a hub that does not say, or is away, offers login and password. */
export async function askSignOnOffer(baseUrl: string, send: typeof fetch = fetch): Promise<SignOnOffer> {
  try {
    const response = await send(`${baseUrl}/api/v1/auth/sign-on`, { signal: AbortSignal.timeout(20_000) });
    const answer = (await response.json()) as Answer<unknown>;
    return answer.ok ? signOnOfferSchema.parse(answer.data) : NOTHING;
  } catch {
    return NOTHING;
  }
}
