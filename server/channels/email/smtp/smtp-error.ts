import { ProviderError } from '#server/channels/provider.ts';

type Told = {
  readonly code?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
  readonly message?: unknown;
};

/** What went wrong at an SMTP server, in the hub's words. `mayBeTaken`: the whole mail had left before. */
export function smtpError(error: unknown, mayBeTaken: boolean): ProviderError {
  const { code, responseCode, response, message } = (error ?? {}) as Told;
  const words = String(response ?? message ?? 'no answer')
    .replace(/\s+/g, ' ')
    .slice(0, 200);
  const options = { cause: error };
  if (code === 'EAUTH') {
    // A server that is only busy says so in 4xx: the password is not wrong then.
    return typeof responseCode === 'number' && responseCode < 500
      ? new ProviderError('retry', 'auth_unavailable', words, options)
      : new ProviderError('config', 'bad_credentials', 'the server does not accept user name and password', options);
  }
  if (typeof responseCode === 'number' && responseCode >= 400) return byAnswer(responseCode, words, options);
  if (mayBeTaken) return new ProviderError('unknown', 'connection_lost', `after the mail had left: ${words}`, options);
  if (code === 'ETLS') return new ProviderError('config', 'no_encryption', words, options);
  if (code === 'EDNS' || code === 'ECONNECTION' || code === 'ESOCKET' || code === 'ETIMEDOUT') {
    return new ProviderError('retry', code === 'ETIMEDOUT' ? 'timeout' : 'unreachable', words, options);
  }
  return new ProviderError('retry', 'malformed_answer', words, options);
}

function byAnswer(responseCode: number, words: string, options: { cause: unknown }): ProviderError {
  if (responseCode === 421 || responseCode === 450 || responseCode === 451 || responseCode === 452) {
    return new ProviderError('retry', 'busy', words, options);
  }
  if (responseCode < 500) return new ProviderError('retry', 'temporary', words, options);
  if (responseCode === 530 || responseCode === 534 || responseCode === 535) {
    return new ProviderError('config', 'bad_credentials', 'the server does not accept user name and password', options);
  }
  if (responseCode === 550 || responseCode === 551 || responseCode === 553) {
    return new ProviderError('refused', 'recipient_refused', words, options);
  }
  if (responseCode === 552) return new ProviderError('refused', 'too_large', words, options);
  return new ProviderError('refused', 'refused', words, options);
}
