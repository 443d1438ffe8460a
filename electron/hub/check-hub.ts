import { z } from 'zod';
import type { Fetch } from '#electron/network/asked-again.ts';
import type { HubCheck, HubProblem } from '#shared/ipc/computer.ts';
import { chooseHubAddress } from './hub-address.ts';

const TIMEOUT_MS = 8000;
/** A hub's answer is some dozens of characters; what is longer is something else. */
const LONGEST = 4000;

const readySchema = z.object({ ok: z.literal(true), data: z.object({ ready: z.literal(true) }) });
const notReadySchema = z.object({ ok: z.literal(false), error: z.object({ code: z.literal('unavailable') }) });

/** As people write it: `hub.example.jp` is meant with https, a name of this machine without. */
export function asAddress(typed: string): string {
  const text = typed.trim().normalize('NFKC');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text;
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?\/?$/i.test(text) ? `http://${text}` : `https://${text}`;
}

/** Whether a hub of ours answers at an address and can be worked with. Follows no redirect and never throws. */
export async function checkHub(typed: string, fetch: Fetch): Promise<HubCheck> {
  const address = asAddress(typed);
  const { url } = chooseHubAddress({ argument: null, settings: address });
  if (url === null) return problem(/^http:/i.test(address) ? 'not_encrypted' : 'not_an_address');
  let text: string;
  try {
    const response = await fetch(`${url}/readyz`, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await shortText(response);
  } catch (thrown: unknown) {
    return problem(problemOf(thrown));
  }
  const said = asJson(text);
  if (readySchema.safeParse(said).success) return { status: 'hub', url };
  return problem(notReadySchema.safeParse(said).success ? 'not_ready' : 'not_a_hub');
}

/** Nothing of an answer that goes on beyond what a hub says. */
async function shortText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let total = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
    total += part.value.length;
    if (total > LONGEST) {
      await reader?.cancel();
      return '';
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts).toString('utf8');
}

const problem = (of: HubProblem): HubCheck => ({ status: 'problem', problem: of });

/** Chromium names the cause in the message: `net::ERR_CERT_AUTHORITY_INVALID`. */
export function problemOf(thrown: unknown): HubProblem {
  const message = thrown instanceof Error ? thrown.message : '';
  if (/ERR_CERT|ERR_SSL/.test(message)) return 'certificate';
  if (/ERR_NAME_NOT_RESOLVED/.test(message)) return 'no_such_name';
  return /redirect/i.test(message) ? 'not_a_hub' : 'no_answer';
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
