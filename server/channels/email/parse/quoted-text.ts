/** Lines with which mail programs begin what they quote, alone on their line. */
const DIVIDERS =
  /^\s*(?:-{2,}\s*(?:original message|元のメッセージ|ursprüngliche nachricht|message d'origine|mensaje original|原始邮件)\s*-{2,}|_{20,})\s*$/i;
/** `On Sun, 22 Nov 2026 at 12:34, A <a@b> wrote:` and its sisters; may be broken over lines. */
const HEADS: readonly RegExp[] = [
  /^on\b.{4,300}\bwrote\s*[:：]$/is,
  /^(?:am|le|el|il|op)\b.{4,300}\b(?:schrieb|a écrit|escribió|ha scritto|schreef)\b.{0,80}\s*:$/is,
  // 2026年11月22日(日) 12:34 名前 <a@b>:   2026/11/22 12:34、名前のメール:
  /^\(?\d{4}[年/.-]\s?\d{1,2}[月/.-]\s?\d{1,2}日?.{0,200}(?:<[^<>\s]{1,200}@[^<>\s]{1,200}>|さん|様|のメール|の?書き込み|wrote|書きました|のメッセージ).{0,30}[:：]$/s,
  /^.{0,100}(?:さん|様)(?:は|が|から|の)?.{0,40}(?:書きました|のメール|のメッセージ|メールより)[。:：]?$/s,
  /^at \d{1,2}:\d{2}.{4,200}\bwrote\s*[:：]$/is,
];
const BLOCK_FROM = /^\s*[*>]?\s*(?:from|差出人|送信者|発信者|von|de|da)\s*[:：]/i;
const BLOCK_OTHERS =
  /^\s*[*>]?\s*(?:sent|date|to|subject|cc|送信日時|日時|日付|宛先|件名|gesendet|an|betreff|envoyé|à|objet)\s*\*?\s*[:：]/i;
const FORWARD = /(?:forwarded message|転送|fwd?:|begin forwarded)/i;

const MOST_LINES = 5000;

type Line = { readonly text: string; readonly at: number };

/**
 * Where the mails that a mail answers begin in its text, in characters; null when it quotes nothing, quotes between its own
 * words, or is nothing but a quote. What is forwarded is not quoted: it is what was sent.
 */
export function quotedFrom(text: string): number | null {
  const lines = linesOf(text);
  const at = firstQuotedLine(lines);
  if (at === null) return null;
  const start = lines[at]?.at ?? 0;
  return text.slice(0, start).trim() === '' ? null : start;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let at = 0;
  for (const line of text.split('\n', MOST_LINES)) {
    lines.push({ text: line.trimEnd(), at });
    at += line.length + 1;
  }
  return lines;
}

function firstQuotedLine(lines: readonly Line[]): number | null {
  for (const [at, { text }] of lines.entries()) {
    if (FORWARD.test(text)) return null;
    if (DIVIDERS.test(text) && isBlock(lines, at + 1)) return at;
    if (isBlock(lines, at)) return at;
    if (/^\s*-{2,}\s*(?:original message|元のメッセージ)/i.test(text)) return at;
    const head = headLength(lines, at);
    if (head > 0 && restIsQuote(lines, at + head)) return at;
    if (isQuoteLine(text) && restIsQuote(lines, at)) return at;
  }
  return null;
}

/** Outlook's block of headers: who, then at least two others within six lines. */
function isBlock(lines: readonly Line[], from: number): boolean {
  let at = from;
  while (at < lines.length && at < from + 2 && lines[at]?.text === '') at += 1;
  if (!BLOCK_FROM.test(lines[at]?.text ?? '')) return false;
  return lines.slice(at + 1, at + 7).filter(({ text }) => BLOCK_OTHERS.test(text)).length >= 2;
}

/** How many lines the words before a quote take; 0 when they are none. */
function headLength(lines: readonly Line[], at: number): number {
  for (const count of [1, 2, 3]) {
    const head = lines.slice(at, at + count).map(({ text }) => text.trim());
    if (head.includes('')) return 0;
    const words = head.join(' ');
    if (words.length > 0 && words.length < 500 && HEADS.some((head) => head.test(words))) return count;
  }
  return 0;
}

const isQuoteLine = (text: string): boolean => /^\s{0,3}[>＞]/.test(text);

/** Only quoted and empty lines from here on, up to a signature of at most eight lines. */
function restIsQuote(lines: readonly Line[], from: number): boolean {
  const rest = lines.slice(from);
  const words = rest.filter(({ text }) => text !== '');
  const quoted = words.filter(({ text }) => isQuoteLine(text)).length;
  if (words.length === 0) return false;
  if (quoted === 0) return from > 0 && headLength(lines, from - 1) > 0;
  const last = rest.findLastIndex(({ text }) => isQuoteLine(text));
  const before = rest.slice(0, last + 1).every(({ text }) => text === '' || isQuoteLine(text));
  const after = rest.slice(last + 1).filter(({ text }) => text !== '');
  const isSignature =
    after.length === 0 || (/^(?:-- ?|[-=*_＝━─]{3,})/.test(after[0]?.text ?? '') && after.length <= 12);
  return before && isSignature;
}
