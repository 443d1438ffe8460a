/** Where the provider's answers come in. */
export const CALLBACK_PATH = '/api/v1/auth/sign-on/callback';

/** The one address that the provider may send browsers back to; null while the hub's own is not set. */
export const redirectUriOf = (publicUrl: string | null): string | null =>
  publicUrl === null ? null : `${publicUrl}${CALLBACK_PATH}`;
