import type { Alert } from '#shared/ipc/shell.ts';

/**
 * A Windows toast as XML. A customer's words are text in it, whatever they look like. An urgent one is an incoming call:
 * it stays, and Windows shows its buttons at once. Silent, for our sounds are our own.
 */
export function toastXml(
  { title, body, actions, isUrgent, tag }: Alert,
  linkOf: (tag: string, action: string | null) => string,
): string {
  const buttons = actions.map(
    ({ id, label }) =>
      `<action content="${escapeXml(label)}" activationType="protocol" arguments="${escapeXml(linkOf(tag, id))}"/>`,
  );
  const scenario = isUrgent && actions.length > 0 ? ' scenario="incomingCall"' : '';
  return [
    `<toast activationType="protocol" launch="${escapeXml(linkOf(tag, null))}"${scenario}>`,
    `<visual><binding template="ToastGeneric"><text>${escapeXml(title)}</text><text>${escapeXml(body)}</text></binding></visual>`,
    '<audio silent="true"/>',
    `<actions>${buttons.join('')}</actions>`,
    '</toast>',
  ].join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Also takes out what XML 1.0 cannot hold: one such character and Windows shows nothing at all. */
export function escapeXml(text: string): string {
  return [...text]
    .filter((character) => isInXml(character.codePointAt(0) ?? 0))
    .map((character) => ENTITIES[character] ?? character)
    .join('');
}

const isInXml = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  code >= 0x10000;
