import type { Bounce } from './parsed-mail.ts';

type Part = { readonly mimeType: string; readonly bytes: Uint8Array };

/** What a bounce says of the mail that came back: by its delivery-status part, else by its words. */
export function readBounce(parts: readonly Part[], text: string): Bounce {
  const status = textOf(parts.find(({ mimeType }) => /^message\/(?:global-)?delivery-status$/.test(mimeType)));
  const original = textOf(
    parts.find(({ mimeType }) =>
      /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/rfc822-headers)$/.test(mimeType),
    ),
  );
  const field = (name: string) =>
    new RegExp(`^${name}[ \\t]*:[ \\t]*(.{1,500})`, 'im').exec(status)?.[1]?.trim() ?? null;
  const action = field('Action')?.toLowerCase() ?? null;
  const code = field('Status') ?? /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? null;
  const recipient = field('Final-Recipient') ?? field('Original-Recipient');
  return {
    failed: action === null ? !(code ?? '5').startsWith('4') : action === 'failed',
    recipient:
      recipient
        ?.replace(/^[^;]*;\s*/, '')
        .replace(/[<>]/g, '')
        .trim() ?? null,
    status: code,
    diagnostic:
      field('Diagnostic-Code')
        ?.replace(/^smtp;\s*/i, '')
        .slice(0, 300) ?? null,
    originalMessageId: messageIdIn(original) ?? messageIdIn(text),
  };
}

const messageIdIn = (text: string): string | null => /^message-id\s*:\s*(<[^<>\s]{3,900}>)/im.exec(text)?.[1] ?? null;

const textOf = (part: Part | undefined): string =>
  part === undefined
    ? ''
    : Buffer.from(part.bytes)
        .toString('utf8')
        .slice(0, 100_000)
        .replace(/\r?\n[ \t]+/g, ' ');
