import { Smile } from 'lucide-react';
import { Words } from '#renderer/ui/words.tsx';
import type { ItemData } from '#shared/domain/item-data.ts';
import { useThreadWords } from './thread-context.tsx';

/** A sticker by what it means: its picture is the provider's and would be loaded from outside. */
export function StickerLine({ sticker }: { readonly sticker: NonNullable<ItemData<'message'>['sticker']> }) {
  const t = useThreadWords();
  const meaning = sticker.keywords?.slice(0, 3).join('、') ?? '';
  return (
    <p className="mt-0.5 flex w-fit max-w-140 items-center gap-2 rounded-xl border border-line bg-raised px-3.25 py-2">
      <Smile aria-hidden="true" size={16} className="shrink-0 text-dye" />
      <span className="text-ink-3">{t('thread:sticker')}</span>
      {meaning !== '' && <Words>{meaning}</Words>}
    </p>
  );
}
