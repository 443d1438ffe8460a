import { type Editor, useEditorState } from '@tiptap/react';
import { Bold, ImagePlus, Italic, Link as LinkIcon, List, ListOrdered, TextQuote } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { showToast } from '#renderer/ui/toast.tsx';
import { LinkPopover } from './link-popover.tsx';

/** What a picture in the words may have: they travel within the mail's markup. */
const MOST_IMAGE_KB = 250;
const TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

type FormatBarProps = { readonly editor: Editor; readonly disabled: boolean };

/** How the words look. Each button says whether it is on, and leaves the focus in the words. */
export function FormatBar({ editor, disabled }: FormatBarProps) {
  const { t } = useTranslation('mail');
  const fileRef = useRef<HTMLInputElement>(null);
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      bullets: now.isActive('bulletList'),
      numbers: now.isActive('orderedList'),
      quote: now.isActive('blockquote'),
      link: now.isActive('link'),
    }),
  });
  const chain = () => editor.chain().focus();
  const icon = { 'aria-hidden': true, size: 15 } as const;
  const putImage = (file: File | undefined): void => {
    if (file === undefined) return;
    if (!TYPES.includes(file.type) || file.size > MOST_IMAGE_KB * 1024) {
      showToast({ title: t('write.imageTooLarge', { most: MOST_IMAGE_KB }), tone: 'bad' });
      return;
    }
    const reader = new FileReader();
    reader.onload = () =>
      chain()
        .insertContent({ type: 'image', attrs: { src: reader.result, alt: file.name } })
        .run();
    reader.readAsDataURL(file);
  };
  return (
    <div
      role="toolbar"
      aria-label={t('write.format')}
      className="flex items-center gap-0.5 border-line border-b px-2 py-0.5 text-ink-2"
      // A press on a button would take the focus out of the words.
      onPointerDown={(event) => {
        if (event.target instanceof Element && event.target.closest('button')) event.preventDefault();
      }}
    >
      <IconButton
        label={t('write.bold')}
        icon={<Bold {...icon} />}
        pressed={on.bold}
        disabled={disabled}
        onClick={() => chain().toggleBold().run()}
      />
      <IconButton
        label={t('write.italic')}
        icon={<Italic {...icon} />}
        pressed={on.italic}
        disabled={disabled}
        onClick={() => chain().toggleItalic().run()}
      />
      <IconButton
        label={t('write.bullets')}
        icon={<List {...icon} />}
        pressed={on.bullets}
        disabled={disabled}
        onClick={() => chain().toggleBulletList().run()}
      />
      <IconButton
        label={t('write.numbers')}
        icon={<ListOrdered {...icon} />}
        pressed={on.numbers}
        disabled={disabled}
        onClick={() => chain().toggleOrderedList().run()}
      />
      <IconButton
        label={t('write.quote')}
        icon={<TextQuote {...icon} />}
        pressed={on.quote}
        disabled={disabled}
        onClick={() => chain().toggleBlockquote().run()}
      />
      <LinkPopover editor={editor} isOn={on.link} disabled={disabled} icon={<LinkIcon {...icon} />} />
      <IconButton
        label={t('write.image')}
        icon={<ImagePlus {...icon} />}
        disabled={disabled}
        onClick={() => fileRef.current?.click()}
      />
      <input
        ref={fileRef}
        type="file"
        accept={TYPES.join(',')}
        hidden
        onChange={(event) => {
          putImage(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
