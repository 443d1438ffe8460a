import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useThreadSearch } from '#renderer/data/hooks/use-thread.ts';
import { showItem } from '#renderer/desk/app/show-item.ts';
import { TextInput } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import { useThreadWords } from './thread-context.tsx';

const PAUSE_MS = 250;

type Props = { readonly customerId: string; readonly onClose: () => void };

/** Looks for words in this thread and goes from one place to the next, the newest first. */
export function ThreadSearch({ customerId, onClose }: Props) {
  const t = useThreadWords();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [at, setAt] = useState(0);
  const found = useThreadSearch(customerId, asked);
  const hits = asked !== '' && found.state === 'ready' ? found.data.hits : null;

  // Who came here from the reply box goes back to it.
  useEffect(() => {
    const before = document.activeElement;
    field.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    setAt(0);
    const first = hits?.[0];
    if (first !== undefined) showItem({ customerId: first.customerId, seq: first.seq });
  }, [hits]);

  function step(by: 1 | -1): void {
    if (hits === null || hits.length === 0) return;
    const next = (at + by + hits.length) % hits.length;
    setAt(next);
    const hit = hits[next];
    if (hit !== undefined) showItem({ customerId: hit.customerId, seq: hit.seq });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  }

  const count = hits !== null && hits.length > 0 ? t('thread:search.count', { at: at + 1, count: hits.length }) : '';
  const isIdle = hits === null || hits.length === 0;
  return (
    <div className="flex items-center gap-1">
      <div className="w-56">
        <TextInput
          ref={field}
          type="search"
          aria-label={t('thread:search.label')}
          placeholder={t('thread:search.placeholder')}
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <span role="status" className="figures min-w-20 px-1 text-ink-3">
        {hits !== null && hits.length === 0 ? t('thread:search.none') : count}
      </span>
      <IconButton
        label={t('thread:search.previous')}
        icon={<ChevronUp aria-hidden="true" size={16} />}
        disabled={isIdle}
        onClick={() => step(-1)}
      />
      <IconButton
        label={t('thread:search.next')}
        icon={<ChevronDown aria-hidden="true" size={16} />}
        disabled={isIdle}
        onClick={() => step(1)}
      />
      <IconButton label={t('thread:closeSearch')} icon={<X aria-hidden="true" size={16} />} onClick={onClose} />
    </div>
  );
}
