import type { Redaction } from '#shared/domain/summariser.ts';

export type Endpoint = {
  readonly baseUrl: string;
  readonly model: string;
  readonly key: string | null;
  readonly redacts: readonly Redaction[];
};
export type ChatMessage = { readonly role: 'system' | 'user'; readonly content: string };

/** Why nothing came of it, in a word that may be logged and shown; never what was sent or answered. */
export class SummariserFailed extends Error {
  readonly problem: string;
  constructor(problem: string, options?: { readonly cause: unknown }) {
    super(problem, options);
    this.problem = problem;
  }
}

export const SUMMARISER_LIMITS = { waitMs: 4000, answerBytes: 64 * 1024, answerTokens: 1200 } as const;

/**
 * Asks an OpenAI-compatible endpoint once: four seconds for all of it, 64 KB at most, never led elsewhere by a redirect.
 * Gives the answer's text. Throws `SummariserFailed`.
 */
export async function askEndpoint(endpoint: Endpoint, messages: readonly ChatMessage[]): Promise<string> {
  const { baseUrl, model, key } = endpoint;
  const signal = AbortSignal.timeout(SUMMARISER_LIMITS.waitMs);
  const body = JSON.stringify({ model, messages, temperature: 0, max_tokens: SUMMARISER_LIMITS.answerTokens });
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/chat/completions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(key !== null && { authorization: `Bearer ${key}` }),
      },
      body,
      redirect: 'manual',
      signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new SummariserFailed(`status ${response.status}`);
    }
    return contentOf(await readAtMost(response, SUMMARISER_LIMITS.answerBytes));
  } catch (error) {
    if (error instanceof SummariserFailed) throw error;
    const isLate = error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');
    throw new SummariserFailed(isLate ? 'timeout' : 'unreachable', { cause: error });
  }
}

async function readAtMost(response: Response, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) throw new SummariserFailed('too_long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function contentOf(text: string): string {
  try {
    const parsed = JSON.parse(text) as { choices?: { message?: { content?: unknown } }[] } | null;
    const content = parsed?.choices?.[0]?.message?.content;
    if (typeof content === 'string') return content;
  } catch {
    // A proxy's page, or half an answer.
  }
  throw new SummariserFailed('not_json');
}
