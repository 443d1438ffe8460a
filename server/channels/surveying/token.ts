import { randomBytes } from 'node:crypto';
import { sha256 } from '#server/auth/secrets.ts';
import type { Locale } from '#shared/domain/people.ts';

/** 16 random bytes are 128 bits: nobody guesses one, whatever they try. */
const TOKEN_BYTES = 16;

/** The secret of a link to the answer page. Its first letter is the customer's language, as that of an invitation. */
export const newSurveyToken = (locale: Locale): string =>
  `${locale[0]}${randomBytes(TOKEN_BYTES).toString('base64url')}`;

/** How it is kept: nobody gets it back from that, and an invitation's is never taken for one. */
export const surveyTokenHash = (token: string): Buffer => sha256(`survey ${token}`);

/** The secret that a browser made for itself, as it is kept. */
export const browserSecretHash = (secret: string): Buffer => sha256(`survey browser ${secret}`);
