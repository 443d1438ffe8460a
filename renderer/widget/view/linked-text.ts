import { el } from './dom.ts';

const ADDRESS = /https?:\/\/[^\s<>"'「」（）、。]+/g;

/** Text with its web addresses as links; a full stop that ends a sentence is not part of one. */
export function linkedText(text: string): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(/[.,;:!?)\]]+$/, '');
    if (!URL.canParse?.(address)) continue;
    parts.push(text.slice(from, match.index));
    parts.push(el('a', { href: address, target: '_blank', rel: 'noopener noreferrer nofollow' }, address));
    from = match.index + address.length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== '');
}
