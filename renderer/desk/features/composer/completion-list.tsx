import { StickyNote } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Avatar } from '#renderer/ui/avatar.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { POPUP } from '#renderer/ui/popup-look.ts';
import { VisuallyHidden } from '#renderer/ui/visually-hidden.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Completion, CompletionView } from './use-completion.ts';

export const optionId = (listId: string, option: Completion): string => `${listId}-${option.id}`;

function OptionBody({ option }: { readonly option: Completion }) {
  const { t } = useTranslation('composer');
  const { t: common } = useTranslation();
  switch (option.kind) {
    case 'to-note':
      return (
        <span className="flex items-center gap-2">
          <StickyNote aria-hidden="true" size={14} className="text-ink-3" />
          {t('mentionInNote')}
        </span>
      );
    case 'colleague':
      return (
        <span className="flex items-center gap-2.5">
          <Avatar name={option.agent.name} presence={option.agent.presence} />
          <span className="font-medium">
            <Words>{option.agent.name}</Words>
          </span>
          <span className="text-ink-3">{common(`presence.${option.agent.presence}`)}</span>
        </span>
      );
    case 'reply':
      return (
        <span className="block">
          <span className="flex items-baseline gap-2">
            <span className="font-medium">
              <Words>{option.reply.title}</Words>
            </span>
            <span className="text-ink-3">／{option.reply.shortcut}</span>
            <span className="ml-auto text-ink-3 uppercase">{option.reply.locale}</span>
          </span>
          <span className="block truncate text-ink-2">
            <Words>{option.filled}</Words>
          </span>
        </span>
      );
  }
}

/** The list at the composer. The field keeps the focus; the list follows it by `aria-activedescendant`. */
export function CompletionList({ view, listId }: { readonly view: CompletionView; readonly listId: string }) {
  const { t } = useTranslation('composer');
  const listRef = useRef<HTMLDivElement>(null);
  const { kind, options, active } = view;
  useEffect(() => {
    listRef.current?.children[active]?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  if (kind === null) return null;
  const label = kind === 'reply' ? t('savedReplies') : t('colleagues');
  const none = kind === 'reply' ? t('noSavedReply') : t('noColleague');
  return (
    <div className={classNames(POPUP, 'absolute inset-x-3 bottom-full z-20 mb-1.5 overflow-hidden')}>
      <div className="px-3 pt-2 text-ink-3">{options.length === 0 ? none : label}</div>
      <VisuallyHidden>
        <span role="status">{options.length === 0 ? none : `${label}: ${options.length}`}</span>
      </VisuallyHidden>
      <div ref={listRef} id={listId} role="listbox" aria-label={label} className="max-h-72 overflow-y-auto p-1">
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
          <div
            key={option.id}
            id={optionId(listId, option)}
            role="option"
            aria-selected={index === active}
            // The field must not lose its focus to a click.
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => index !== active && view.setActive(index)}
            onClick={() => view.choose(option)}
            className={classNames('rounded-s px-2 py-1.5', index === active && 'bg-line')}
          >
            <OptionBody option={option} />
          </div>
        ))}
      </div>
    </div>
  );
}
