import { useRef, useState } from 'react';
import { create } from 'zustand';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { usePeople, useSession } from '#renderer/data/hooks/use-session.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { mentionedIn } from './completions.ts';
import { ComposerField } from './composer-field.tsx';
import { NoteBanner } from './note-banner.tsx';
import { putBack } from './sent-text.ts';
import type { WritingField } from './writing-field.ts';

/** Notes begun, by agent and customer: the hub keeps drafts of conversations only, so these last as long as the window. */
const useBegun = create<Readonly<Record<string, string>>>()(() => ({}));

/** Where a note is written on the thread of a customer while no conversation is open; nothing here reaches them ([TL5]). */
export function CustomerNote({ customerId }: { readonly customerId: string }) {
  const { t } = useTranslation('composer');
  const locale = useLocale();
  const { agents } = usePeople();
  const { agent } = useSession();
  const send = useSendCommand();
  const fieldRef = useRef<WritingField>(null);
  const rootRef = useRef<HTMLElement>(null);
  const key = `${agent?.id} ${customerId}`;
  const text = useBegun((begun) => begun[key] ?? '');
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (next: (now: string) => string): void =>
    useBegun.setState((begun) => ({ [key]: next(begun[key] ?? '') }));

  async function save(): Promise<void> {
    if (isSending || text.trim() === '') return;
    const mentions = mentionedIn(text, agents);
    setIsSending(true);
    setProblem(null);
    change(() => '');
    const answer = await send('note:add', { customerId, text, ...(mentions.length > 0 && { mentions }) });
    setIsSending(false);
    if (answer.ok) return;
    change((typedSince) => putBack(text, typedSince));
    setProblem(answer.error.message);
  }

  useShortcut('send', (event) => {
    if (event.target instanceof Node && rootRef.current?.contains(event.target)) void save();
  });
  useShortcut('focus-composer', () => fieldRef.current?.focus());
  return (
    <section ref={rootRef} aria-label={t('mode.note')} className="@container relative mx-5.5 mb-4.5">
      <p className="px-1 pb-1.5 text-ink-2">{t('noOpenConversation')}</p>
      <div className="relative rounded-[12px] border-2 border-note-line border-dashed bg-note-ground shadow-raised">
        <NoteBanner />
        <ComposerField
          fieldRef={fieldRef}
          text={text}
          mode="note"
          label={t('mode.note')}
          placeholder={t('notePlaceholder')}
          readOnly={false}
          leastPx={64}
          customerLocale={locale}
          facts={{}}
          manner="chat"
          findings={[]}
          onReplyUsed={() => undefined}
          onText={(next) => change(() => next)}
          onFiles={() => setProblem(t('noFileHere'))}
          onToNote={() => undefined}
          onBlur={() => undefined}
        />
        <div className="flex items-center justify-end gap-3 px-2.5 pb-2">
          {problem !== null && (
            <p role="alert" className="min-w-0 flex-1 px-1 text-bad">
              {problem}
            </p>
          )}
          <Button
            variant="primary"
            chord={chordOf('send')}
            busy={isSending}
            disabled={text.trim() === ''}
            onClick={() => void save()}
          >
            {t('saveNote')}
          </Button>
        </div>
      </div>
    </section>
  );
}
