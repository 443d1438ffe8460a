import { DOMParser, Fragment, type Node, Slice } from '@tiptap/pm/model';
import type { CleanMail } from '#renderer/markup/clean-mail.ts';
import { schema } from './rich-schema.ts';

/** The words alone, as they go to a reader who wants plain text: lists with their signs, quotes behind `>`. */
export function plainOf(doc: Node): string {
  return linesOf(doc).join('\n');
}

function linesOf(parent: Node): string[] {
  const lines: string[] = [];
  parent.forEach((node) => {
    if (node.type.name === 'blockquote') lines.push(...linesOf(node).map((line) => `> ${line}`));
    else if (node.type.name === 'bulletList' || node.type.name === 'orderedList') lines.push(...listLines(node));
    else if (node.isTextblock) lines.push(...wordsOf(node).split('\n'));
  });
  return lines;
}

function listLines(list: Node): string[] {
  const lines: string[] = [];
  const first = (list.attrs['start'] as number | undefined) ?? 1;
  list.forEach((item, _offset, index) => {
    const sign = list.type.name === 'orderedList' ? `${first + index}. ` : '- ';
    const [head = '', ...rest] = linesOf(item);
    lines.push(`${sign}${head}`, ...rest.map((line) => `${' '.repeat(sign.length)}${line}`));
  });
  return lines;
}

/** A link's address stands behind its words where they do not say it. */
function wordsOf(block: Node): string {
  let words = '';
  block.forEach((node) => {
    if (node.isText) {
      const href = node.marks.find((mark) => mark.type.name === 'link')?.attrs['href'] as string | undefined;
      const text = node.text ?? '';
      words +=
        href === undefined ||
        href.replace(/^(?:https?:\/\/|mailto:|tel:)/u, '').startsWith(text.trim()) ||
        href === text
          ? text
          : `${text} <${href}>`;
    } else if (node.type.name === 'hardBreak') words += '\n';
    else if (node.type.name === 'image') words += node.attrs['alt'] === '' ? '' : `[${node.attrs['alt']}]`;
  });
  return words;
}

/** True when the words alone would lose something. */
export function isFormatted(doc: Node): boolean {
  let found = false;
  doc.descendants((node) => {
    const isPlainLink = (name: string): boolean => name !== 'link';
    if (node.marks.some((mark) => isPlainLink(mark.type.name) || !saysItself(node))) found = true;
    if (node.type.name === 'image' || /List$|blockquote/u.test(node.type.name)) found = true;
    return !found;
  });
  return found;
}

/** A link whose words are its address needs no formatting to be one. */
function saysItself(node: Node): boolean {
  const href = node.marks.find((mark) => mark.type.name === 'link')?.attrs['href'];
  return href === undefined || href === node.text;
}

/** Words as paragraphs, one for each line. */
export function paragraphsOf(text: string): Node[] {
  return text.split('\n').map((line) => schema.node('paragraph', null, line === '' ? [] : [schema.text(line)]));
}

/** A draft as a document: its formatted form where it has one, cleaned as if it were somebody else's. */
export function documentOf(text: string, html: string | undefined, clean: CleanMail): Node {
  if (html !== undefined) return DOMParser.fromSchema(schema).parse(clean(html));
  return schema.node('doc', null, paragraphsOf(text));
}

/** Words as a slice whose first and last lines join those they are put between. */
export const sliceOf = (text: string): Slice => new Slice(Fragment.from(paragraphsOf(text)), 1, 1);

/** What was copied elsewhere, cleaned; never through the editor's own reading, which trusts it. */
export const pastedSlice = (html: string, clean: CleanMail): Slice =>
  DOMParser.fromSchema(schema).parseSlice(clean(html));
