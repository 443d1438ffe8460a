import { hmac, newSecret, sameBytes, sha256 } from './secrets.ts';

/**
 * A refresh token names its session and proves that the hub made it: `SESSION.SECRET.MAC`. Each one's successor follows
 * from it and the workspace's key, so that whoever asks twice with the same token (its answer was lost, two windows were
 * quick) gets the same successor, while nobody without the key can make it.
 */
export type RefreshToken = { readonly sessionId: string; readonly text: string; readonly hash: Buffer };

const SHAPE = /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$/;

export function firstRefreshToken(key: Buffer, sessionId: string): RefreshToken {
  return assemble(key, sessionId, newSecret());
}

export function nextRefreshToken(key: Buffer, token: RefreshToken): RefreshToken {
  return assemble(key, token.sessionId, hmac(key, `next ${token.text}`).toString('base64url'));
}

/** The token, if the hub made it; null for any other text. */
export function readRefreshToken(key: Buffer, text: string): RefreshToken | null {
  const [, sessionId, secret, mac] = SHAPE.exec(text) ?? [];
  if (sessionId === undefined || secret === undefined || mac === undefined) return null;
  if (!sameBytes(Buffer.from(mac, 'base64url'), macOf(key, sessionId, secret))) return null;
  return { sessionId, text, hash: sha256(text) };
}

function assemble(key: Buffer, sessionId: string, secret: string): RefreshToken {
  const text = `${sessionId}.${secret}.${macOf(key, sessionId, secret).toString('base64url')}`;
  return { sessionId, text, hash: sha256(text) };
}

const macOf = (key: Buffer, sessionId: string, secret: string) => hmac(key, `mac ${sessionId} ${secret}`);
