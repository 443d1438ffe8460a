import { getSchema, mergeAttributes, Node } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { HELD_PICTURE, MAIL_LINK } from '#renderer/markup/mail-rules.ts';

/** A picture between the words, held in the mail itself. */
const InlineImage = Node.create({
  name: 'image',
  group: 'inline',
  inline: true,
  draggable: true,
  addAttributes: () => ({ src: { default: null }, alt: { default: '' } }),
  parseHTML: () => [
    {
      tag: 'img[src]',
      getAttrs: (element: HTMLElement) => (HELD_PICTURE.test(element.getAttribute('src') ?? '') ? null : false),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['img', mergeAttributes(HTMLAttributes, { style: 'max-width: 100%' })],
});

/** What an email of ours may hold: bold, italic, underline, lists, quotes, links and pictures. No headings, no code, no colours. */
export const extensions = [
  StarterKit.configure({
    heading: false,
    code: false,
    codeBlock: false,
    strike: false,
    horizontalRule: false,
    // Each line is a paragraph, as it is typed; the gap between them is not the reader's program's to choose.
    paragraph: { HTMLAttributes: { style: 'margin: 0' } },
    link: {
      openOnClick: false,
      autolink: true,
      HTMLAttributes: { rel: 'noopener noreferrer', target: null, class: null },
      isAllowedUri: (url) => MAIL_LINK.test(url ?? ''),
    },
  }),
  InlineImage,
];

export const schema = getSchema(extensions);
