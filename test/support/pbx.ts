import { SIGNATURE_HEADER, signCall } from '#server/channels/webhooks/signed-call.ts';

/** What a connected exchange is reached by and signs with. */
export type PbxLine = { readonly hub: string; readonly token: string; readonly secret: string };

/** An exchange tells the hub of calls, signed as it does. Throws when the hub does not take it. */
export async function tellOfCalls({ hub, token, secret }: PbxLine, events: readonly object[]): Promise<void> {
  const raw = Buffer.from(JSON.stringify({ events }));
  const { status } = await fetch(new URL(`/hooks/sip/${token}`, hub), {
    method: 'POST',
    headers: { [SIGNATURE_HEADER]: signCall(secret, raw, new Date()), 'content-type': 'application/json' },
    body: raw,
  });
  if (status !== 200) throw new Error(`the hub answered ${status}`);
}
