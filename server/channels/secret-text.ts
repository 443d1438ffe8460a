import type { LeavingItem } from '#server/domains/messages/may-leave.ts';
import type { Vault } from '#server/vault/vault.ts';

/** A part of a message that leaves as it is and is kept on the thread only as `shown`: whoever reads the thread is not the customer. */
export type SecretText = { readonly shown: string; readonly sealed: string; readonly context: string };

/** Seals what stands behind `shown` until it leaves. */
export const sealText = (vault: Vault, shown: string, secret: string, context: string): SecretText => ({
  shown,
  sealed: vault.seal(secret, context).toString('base64'),
  context,
});

/** The item as it leaves: with what was sealed in the place of what is shown. Throws `secret_unreadable`. */
export function withSecret(vault: Vault, item: LeavingItem, details: Readonly<Record<string, unknown>>): LeavingItem {
  const secret = details['secret'] as SecretText | undefined;
  if (secret === undefined) return item;
  const open = vault.open(Buffer.from(secret.sealed, 'base64'), secret.context);
  return { ...item, data: { ...item.data, text: item.data.text.replaceAll(secret.shown, () => open) } };
}
