import type { Editor } from '@tiptap/react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { MAIL_LINK } from '#renderer/markup/mail-rules.ts';
import { Button } from '#renderer/ui/button.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import { Popover } from '#renderer/ui/popover.tsx';

type LinkPopoverProps = {
  readonly editor: Editor;
  readonly isOn: boolean;
  readonly disabled: boolean;
  readonly icon: ReactNode;
};

/** `example.jp/a` is meant as `https://example.jp/a`. */
export const asLink = (text: string): string | null => {
  const trimmed = text.trim();
  if (MAIL_LINK.test(trimmed)) return trimmed;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(trimmed)) return `mailto:${trimmed}`;
  return /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[/?#]\S*)?$/u.test(trimmed) ? `https://${trimmed}` : null;
};

/** Makes a link of what is selected, or writes one where the caret is. */
export function LinkPopover({ editor, isOn, disabled, icon }: LinkPopoverProps) {
  const { t } = useTranslation('mail');
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const open = (next: boolean): void => {
    setIsOpen(next);
    setIsWrong(false);
    if (next) setText((editor.getAttributes('link')['href'] as string | undefined) ?? '');
  };
  const set = (): void => {
    const href = asLink(text);
    if (href === null) {
      setIsWrong(true);
      return;
    }
    setIsOpen(false);
    const { empty } = editor.state.selection;
    const chain = editor.chain().focus().extendMarkRange('link');
    if (empty && !isOn) {
      chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
    } else chain.setLink({ href }).run();
  };
  return (
    <Popover
      title={t('write.link')}
      side="top"
      open={isOpen}
      onOpenChange={open}
      trigger={
        <button
          type="button"
          aria-label={t('write.link')}
          aria-pressed={isOn}
          disabled={disabled}
          className={classNames(
            'grid size-7 place-items-center rounded-s hover:bg-line hover:text-ink disabled:opacity-50',
            isOn && 'bg-line text-ink',
          )}
        >
          {icon}
        </button>
      }
    >
      <Field label={t('write.linkAddress')} error={isWrong ? t('write.linkWrong') : undefined}>
        <TextInput
          value={text}
          spellCheck={false}
          className="w-72"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || isComposing(event)) return;
            event.preventDefault();
            set();
          }}
        />
      </Field>
      <div className="flex justify-end gap-2">
        {isOn && (
          <Button
            variant="ghost"
            onClick={() => {
              setIsOpen(false);
              editor.chain().focus().extendMarkRange('link').unsetLink().run();
            }}
          >
            {t('write.linkRemove')}
          </Button>
        )}
        <Button variant="primary" onClick={set}>
          {t('write.linkSet')}
        </Button>
      </div>
    </Popover>
  );
}
