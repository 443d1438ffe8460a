/** What a link's words say of where it leads, when they look like an address. */
const HOST_IN_WORDS = /^\s*(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})(?:[/:?#]\S*)?\s*$/iu;

/** The host a link really leads to, as the browser reads it (punycode); an address of mail or telephone as it is. */
export function realHost(href: string): string | null {
  let url: URL;
  try {
    url = new URL(href);
  } catch {
    return null;
  }
  if (url.protocol === 'http:' || url.protocol === 'https:') return url.host;
  return url.protocol === 'mailto:' || url.protocol === 'tel:' ? decodeSafely(url.pathname) : null;
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** True when a link's words name a host that is not the one it leads to. */
export function isDisguised(words: string, href: string): boolean {
  const named = HOST_IN_WORDS.exec(words)?.[1];
  const host = realHost(href);
  if (named === undefined || host === null) return false;
  const bare = (name: string): string => name.toLowerCase().replace(/^www\./u, '');
  const real = bare(host.replace(/:\d+$/u, ''));
  return bare(new URL(`https://${named}`).hostname) !== real;
}

/** Says at each link where it leads, and opens it in no window of this one. A link whose words name another host says so in sight. */
export function markLinks(body: HTMLElement): void {
  for (const link of body.querySelectorAll('a')) {
    const href = link.getAttribute('href');
    const host = href === null ? null : realHost(href);
    if (href === null || host === null) {
      link.removeAttribute('href');
      continue;
    }
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer nofollow');
    link.setAttribute('title', host);
    if (!isDisguised(link.textContent ?? '', href)) continue;
    const mark = link.ownerDocument.createElement('b');
    mark.setAttribute('style', 'color: #a12622; background-color: #fff; font-size: 13px');
    mark.textContent = ` [→ ${host}]`;
    link.append(mark);
  }
}
