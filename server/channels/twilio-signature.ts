import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Connection, HookRequest } from './provider.ts';

/** Twilio's signature of a call: HMAC-SHA1 over the whole address and the sorted form fields, in base64. */
export function twilioSignature(authToken: string, url: string, params: URLSearchParams): string {
  const names = [...new Set(params.keys())].sort();
  const fields = names.map((name) =>
    [...new Set(params.getAll(name))]
      .sort()
      .map((value) => name + value)
      .join(''),
  );
  return createHmac('sha1', authToken)
    .update(url + fields.join(''))
    .digest('base64');
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Whether a call is Twilio's: over the address that we configured there, never over what the Host header says, in constant
 * time; JSON bodies by their SHA-256 in the address. False without a token or a public address ([CH2]).
 */
export function isFromTwilio(connection: Connection, request: HookRequest): boolean {
  const given = request.headers['x-twilio-signature'];
  if (given === undefined || connection.hookUrl === null) return false;
  const query = request.pathAndQuery.indexOf('?');
  const url = connection.hookUrl + (query === -1 ? '' : request.pathAndQuery.slice(query));
  const params = signedFields(request);
  if (params === null) return false;
  let isRight = false;
  for (const token of [connection.secrets['authToken'], connection.secrets['authToken:former']]) {
    if (token === undefined || token === '') continue;
    for (const address of withAndWithoutPort(url))
      if (isSame(given, twilioSignature(token, address, params))) isRight = true;
  }
  return isRight;
}

/** The fields that the signature covers; null when a JSON body is not the one that the address names. */
function signedFields(request: HookRequest): URLSearchParams | null {
  const bodyHash = request.query['bodySHA256'];
  if (bodyHash !== undefined) {
    const actual = createHash('sha256').update(request.rawBody).digest('hex');
    return isSame(bodyHash.toLowerCase(), actual) ? new URLSearchParams() : null;
  }
  if (request.rawBody.length === 0) return new URLSearchParams();
  if (!request.contentType.startsWith('application/x-www-form-urlencoded')) return null;
  return new URLSearchParams(request.rawBody.toString('utf8'));
}

/** Twilio signs with the standard port in the address or without it. */
function withAndWithoutPort(url: string): string[] {
  const match = /^(https?):\/\/([^/:?]+)(:\d+)?(.*)$/s.exec(url);
  if (match === null) return [url];
  const [, scheme, host, port, rest] = match;
  const standard = scheme === 'https' ? ':443' : ':80';
  if (port !== undefined && port !== standard) return [url];
  return [`${scheme}://${host}${rest}`, `${scheme}://${host}${standard}${rest}`];
}
