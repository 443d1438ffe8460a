import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { desktop } from '#renderer/data/desktop.ts';
import { createMailCleaner } from '#renderer/markup/clean-mail.ts';
import { MAIL_SANDBOX, mailDocument } from '#renderer/markup/mail-document.ts';
import { isJapanese } from '#renderer/ui/script.ts';
import { useThreadWords } from '../thread-context.tsx';
import { useIsDark } from './use-is-dark.ts';

const clean = createMailCleaner(window);
const LEAST_PX = 120;
const MOST_PX = { short: 420, tall: 900 } as const;

type MailFrameProps = { readonly html: string; readonly title: string };

/**
 * A mail as it was sent, in a frame that runs nothing and loads nothing. Its height is reckoned once, since nothing in the
 * frame may measure it; what is longer scrolls inside, so that no row of the thread moves. Loaded when first needed.
 */
export function MailFrame({ html, title }: MailFrameProps) {
  const t = useThreadWords();
  const ref = useRef<HTMLIFrameElement>(null);
  const [isTall, setIsTall] = useState(false);
  const isDark = useIsDark();
  const made = useMemo(
    () => mailDocument(html, clean, { dark: isDark, lang: isJapanese(html) ? 'ja' : 'und' }),
    [html, isDark],
  );
  useLayoutEffect(() => {
    // Set here and not by React, which would make text of it again before it reaches the frame.
    if (ref.current !== null) ref.current.srcdoc = made.srcdoc;
  }, [made]);
  const heightPx = Math.min(Math.max(made.heightPx, LEAST_PX), isTall ? MOST_PX.tall : MOST_PX.short);
  return (
    <>
      <iframe
        ref={ref}
        title={title}
        sandbox={desktop === null ? MAIL_SANDBOX.browser : MAIL_SANDBOX.desktop}
        referrerPolicy="no-referrer"
        style={{ height: heightPx, ...(made.hasColours && { colorScheme: 'light' }) }}
        className="block w-full rounded-s border border-line"
      />
      {made.heightPx > MOST_PX.short && (
        <button
          type="button"
          aria-expanded={isTall}
          className="-mx-1 mt-1 min-h-6 rounded-s px-1 font-medium text-accent hover:underline"
          onClick={() => setIsTall(!isTall)}
        >
          {isTall ? t('mail:shorter') : t('mail:taller')}
        </button>
      )}
    </>
  );
}
