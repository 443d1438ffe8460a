/** What the product is called to the systems it is installed on. A change of `id` or `upgradeCode` makes another product of it. */
export const product = {
  id: 'app.tsunagi.desktop',
  name: 'Tsunagi',
  /** File and package name, and the command. */
  command: 'tsunagi',
  /** Until there is a company: a release replaces these by what its certificate says (`TSUNAGI_PUBLISHER`, `TSUNAGI_HOMEPAGE`). */
  publisher: 'Tsunagi',
  homepage: 'https://tsunagi.invalid/',
  email: 'desktop@tsunagi.invalid',
  copyright: 'Copyright © Tsunagi',
  /** Windows Installer replaces an older installation by this, for ever. */
  upgradeCode: '6F3B4B58-7B0A-4C57-9D5C-0B6C2D1E7A41',
  /** NSIS finds an older installation by this, for ever. */
  nsisGuid: 'b8d0a3de-4f4e-5b38-9f2b-6c0f6f0f3a57',
  protocols: [{ name: 'Tsunagi', schemes: ['tsunagi'] }],
} as const;

/** What differs from house to house and is not a secret. */
export type Publisher = { readonly name: string; readonly homepage: string; readonly email: string };

/** The publisher that the environment names, or the placeholder that no release may carry ({@link isPlaceholder}). */
export function publisherOf(env: Readonly<Record<string, string | undefined>>): Publisher {
  return {
    name: env['TSUNAGI_PUBLISHER'] || product.publisher,
    homepage: env['TSUNAGI_HOMEPAGE'] || product.homepage,
    email: env['TSUNAGI_PUBLISHER_EMAIL'] || product.email,
  };
}

/** True while an address ends in `.invalid`, where nobody can be reached. */
export function isPlaceholder({ homepage, email }: Publisher): boolean {
  return homepage.includes('.invalid') || email.endsWith('.invalid');
}
