import { generateKeyPairSync } from 'node:crypto';

/** The workspace's Ed25519 keys, as PEM; made once, at the first start. */
export type SigningKeys = { readonly publicPem: string; readonly privatePem: string };

export function newSigningKeys(): SigningKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
