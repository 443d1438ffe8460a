/**
 * [DK1] The address in its parsed form if the OS may open it, else null: never a file, a script or a program's own scheme,
 * and nothing that makes a mail program or a telephone do more than begin.
 */
export function externalUrl(raw: string): string | null {
  let url: URL;
  try {
    url = new URL(raw);
  } catch {
    return null;
  }
  return isHarmless(url) ? url.href : null;
}

function isHarmless(url: URL): boolean {
  if (url.protocol === 'https:') return url.hostname !== '' && url.username === '' && url.password === '';
  if (url.protocol === 'mailto:') return isPlainMail(url);
  if (url.protocol === 'tel:') return isPlainNumber(url);
  return false;
}

/** Some programs take files along (`attach=/etc/passwd`) or send at once when the address tells them to. */
const MAIL_FIELDS = new Set(['to', 'cc', 'bcc', 'subject', 'body', 'in-reply-to', 'references']);

function isPlainMail(url: URL): boolean {
  return [...url.searchParams.keys()].every((name) => MAIL_FIELDS.has(name.toLowerCase()));
}

/** A number and an extension; `*` and `#` are orders to the exchange or to the telephone itself. */
const NUMBER = /^\+?[0-9().-]{1,40}(?:;(?:ext|isub|phone-context)=[A-Za-z0-9.+-]{1,40})*$/;

const isPlainNumber = (url: URL): boolean =>
  url.search === '' && url.hash === '' && NUMBER.test(url.pathname.replace(/%20|\s/g, ''));
