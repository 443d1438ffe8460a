import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { plainText } from '#renderer/ui/hostile.tsx';
import { isJapanese } from '#renderer/ui/script.ts';
import { FoldedText } from '../folded-text.tsx';
import { LinkedText } from '../linked-text.tsx';
import { useThreadWords } from '../thread-context.tsx';

type EmailTextProps = { readonly text: string; readonly quotedFrom: number | undefined };

/** The mail's plain words; what it quotes of earlier mails is behind one control. */
export function EmailText({ text, quotedFrom }: EmailTextProps) {
  const t = useThreadWords();
  const [isOpen, setIsOpen] = useState(false);
  const own = plainText(text.slice(0, quotedFrom ?? text.length)).trimEnd();
  const quoted = quotedFrom === undefined ? '' : plainText(text.slice(quotedFrom)).trim();
  const words = isOpen ? t('mail:hideQuoted') : t('mail:showQuoted');
  return (
    <>
      {own !== '' && <FoldedText text={own} />}
      {quoted !== '' && (
        <>
          <button
            type="button"
            aria-expanded={isOpen}
            className="mt-1.5 inline-flex min-h-6 items-center gap-1.5 rounded-s border border-line px-2 text-ink-2 hover:border-field-line hover:text-ink"
            onClick={() => setIsOpen(!isOpen)}
          >
            <Ellipsis aria-hidden="true" size={14} />
            {words}
          </button>
          {isOpen && (
            <blockquote
              {...(isJapanese(quoted) && { lang: 'ja' })}
              className="mt-1.5 select-text whitespace-pre-wrap border-line-strong border-l-2 pl-3 text-ink-2"
            >
              <LinkedText text={quoted} />
            </blockquote>
          )}
        </>
      )}
    </>
  );
}
