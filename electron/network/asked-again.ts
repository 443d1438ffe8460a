/** Electron's `net.fetch`, or a test's. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What Chromium says of a certificate whose authority it does not know. */
const UNKNOWN_AUTHORITY = 'ERR_CERT_AUTHORITY_INVALID';

/**
 * Asks once more where a certificate was refused for its authority: of two connections that begin together Chromium tells the
 * second what it found itself, while the first still waits for what this app says of it (set-up-network.ts). Nothing had been sent
 * by then, and whoever is vouched for by nobody is refused the second time as well ([DK1]).
 */
export const askedAgain =
  (fetch: Fetch): Fetch =>
  async (url, init) => {
    try {
      return await fetch(url, init);
    } catch (thrown: unknown) {
      if (!(thrown instanceof Error && thrown.message.includes(UNKNOWN_AUTHORITY))) throw thrown;
      return fetch(url, init);
    }
  };
