import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useSendCommand } from '#renderer/data/hooks/use-command.ts';
import { useConversation, useCustomerPanel } from '#renderer/data/hooks/use-conversation.ts';
import { useAskHub, useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { insertWords } from '#renderer/desk/app/insert-words.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { TextInput } from '#renderer/ui/field.tsx';
import { isComposing } from '#renderer/ui/ime.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import type { ArticleHit } from '#shared/domain/knowledge.ts';
import { ArticleHits } from './article-hits.tsx';

type FindArticleProps = { readonly conversationId: string | null };

/** What the company knows, found while writing or in a call, from wherever one is (Ctrl Shift F). */
export function FindArticle(props: FindArticleProps) {
  const [isOpen, setIsOpen] = useState(false);
  useShortcut('knowledge', () => setIsOpen(true));
  return isOpen ? <FindDialog {...props} onClose={() => setIsOpen(false)} /> : null;
}

/** So long after the last key the hub is asked. */
const PAUSE_MS = 150;

function FindDialog({ conversationId, onClose }: FindArticleProps & { readonly onClose: () => void }) {
  const { t } = useTranslation(['knowledge', 'common']);
  const locale = useLocale();
  const send = useSendCommand();
  const ask = useAskHub();
  const fieldRef = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setText(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const { customerLocale, isOwner } = useOpenConversation(conversationId);
  const wanted = customerLocale ?? locale;
  const found = useHubQuery('knowledge.find', { text, locale: wanted }, { keepPrevious: true });
  // While the answer is to an earlier question nothing of it is taken: it would be put into a customer's answer.
  const isSettled = found.state === 'ready' && text === typed.trim() && found.data.asked === text;
  const hits = found.state === 'ready' ? found.data.hits : [];
  const at = Math.min(active, Math.max(0, hits.length - 1));
  const chosen = hits[at];
  const mayInsert = (hit: ArticleHit | undefined): hit is ArticleHit =>
    isSettled && hit !== undefined && conversationId !== null && isOwner && hit.article.audience === 'public';
  const close = (): void => {
    // Closed over a question that found nothing: that is what the editors want to know.
    if (isSettled && hits.length === 0 && text !== '')
      void ask('knowledge.find', { text, locale: wanted, keep: true }).catch(() => undefined);
    onClose();
  };
  const insert = (as: 'text' | 'link'): void => {
    if (!mayInsert(chosen) || conversationId === null) return;
    const { article, locale: language } = chosen;
    const words = as === 'link' ? article.url : article[language]?.body;
    if (words === undefined) return;
    onClose();
    // The dialog gives the focus back first; then the words go where the caret was.
    requestAnimationFrame(() => insertWords(conversationId, words));
    void send('knowledge:use', { articleId: article.id, conversationId, as });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event.nativeEvent)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && hits.length > 0) {
      event.preventDefault();
      setActive((at + step + hits.length) % hits.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      insert(event.shiftKey ? 'link' : 'text');
    }
  };
  return (
    <Dialog
      open
      onClose={close}
      title={t('knowledge:find.title')}
      closeLabel={t('common:close')}
      initialFocus={fieldRef}
      width="l"
      footer={
        <>
          <span className="mr-auto text-ink-3">{t('knowledge:find.keys')}</span>
          <Button disabled={!mayInsert(chosen) || chosen.article.url === undefined} onClick={() => insert('link')}>
            {t('knowledge:find.link')}
          </Button>
          <Button variant="primary" disabled={!mayInsert(chosen)} onClick={() => insert('text')}>
            {t('knowledge:find.insert')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <TextInput
          ref={fieldRef}
          role="combobox"
          aria-label={t('knowledge:find.field')}
          aria-expanded={hits.length > 0}
          aria-controls="knowledge-hits"
          aria-activedescendant={chosen === undefined ? undefined : `knowledge-${chosen.article.id}`}
          placeholder={t('knowledge:find.field')}
          value={typed}
          maxLength={200}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <ArticleHits id="knowledge-hits" hits={hits} active={at} onActive={setActive} />
        {found.state === 'ready' && hits.length === 0 && (
          // Said of what is asked now, and not of the question before: only then do the editors hear of it.
          <p role="status" className="min-h-17 py-6 text-center text-ink-2">
            {isSettled && t(text === '' ? 'knowledge:find.none' : 'knowledge:find.nothing')}
          </p>
        )}
        {found.state === 'error' && <p role="alert">{found.error.message}</p>}
      </div>
    </Dialog>
  );
}

/** Of the open conversation: what its customer speaks, as far as known, and whether one may answer there. */
function useOpenConversation(conversationId: string | null) {
  const { agent } = useSession();
  const conversation = useConversation(conversationId);
  const panel = useCustomerPanel(conversation.state === 'ready' ? conversation.data.customerId : null);
  const isOwner = conversation.state === 'ready' && conversation.data.owner.id === agent?.id;
  return { customerLocale: panel.state === 'ready' ? panel.data.customer.locale : undefined, isOwner };
}
