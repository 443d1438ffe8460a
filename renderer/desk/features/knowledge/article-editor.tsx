import { useRef, useState } from 'react';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import { fieldOfInstant, instantOfField } from '#renderer/i18n/field-time.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import type { Article } from '#shared/domain/knowledge.ts';
import { BothLanguages, typedOf, wholeLanguages } from './both-languages.tsx';
import { useKnowledgeAct } from './use-knowledge-act.ts';

const DAY_MS = 86_400_000;

type ArticleEditorProps = { readonly article: Article | null; readonly onClose: () => void };

/** An article is good for the whole of its last day, by the workspace's clock. */
const dayOf = (iso: string | undefined, timeZone: string): string =>
  iso === undefined ? '' : fieldOfInstant(new Date(Date.parse(iso) - 1).toISOString(), timeZone).slice(0, 10);
function endOf(day: string, timeZone: string): string | undefined {
  if (day === '') return undefined;
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  return instantOfField(`${next}T00:00`, timeZone)?.toISOString();
}

/** Writes an article in one or both languages and puts it before a lead, who approves it here. */
export function ArticleEditor({ article, onClose }: ArticleEditorProps) {
  const { t } = useTranslation(['knowledge', 'common']);
  const { agent } = useSession();
  const { act, isBusy, refusal } = useKnowledgeAct();
  const { timeZone } = useFormatContext();
  const rootRef = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState(() => typedOf(article));
  const [audience, setAudience] = useState(article?.audience ?? 'public');
  const [url, setUrl] = useState(article?.url ?? '');
  const [until, setUntil] = useState(() => dayOf(article?.validUntil, timeZone));
  const words = wholeLanguages(typed);
  // What a lead approves is what was put before them: corrections are saved first.
  const isChanged =
    JSON.stringify(typed) !== JSON.stringify(typedOf(article)) ||
    audience !== (article?.audience ?? 'public') ||
    url !== (article?.url ?? '') ||
    until !== dayOf(article?.validUntil, timeZone);
  const save = async (submit: boolean): Promise<void> => {
    if (words === null) return;
    const validUntil = endOf(until, timeZone);
    const saved = await act('knowledge:save', {
      ...(article !== null && { articleId: article.id, revision: article.revision }),
      ...words,
      audience,
      ...(url.trim() !== '' && { url: url.trim() }),
      tags: article?.tags ?? [],
      validFrom: article?.validFrom ?? new Date().toISOString(),
      ...(validUntil !== undefined && { validUntil }),
      submit,
    });
    if (saved) onClose();
  };
  const decide = async (decision: 'approve' | 'return' | 'retire'): Promise<void> => {
    if (article === null) return;
    const { id: articleId, revision } = article;
    if (await act('knowledge:decide', { articleId, revision, decision })) onClose();
  };
  useShortcut('send', () => void save(true), { scope: 'dialog' });
  const isLead = agent?.role === 'lead' && article !== null;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(article === null ? 'knowledge:article.new' : 'knowledge:article.edit')}
      description={t('knowledge:article.detail')}
      closeLabel={t('common:close')}
      initialFocus={rootRef}
      width="xl"
      footer={
        <>
          {isLead && (
            <span className="mr-auto flex gap-2">
              {article.state === 'submitted' && (
                <>
                  <Button busy={isBusy} disabled={isChanged} onClick={() => void decide('approve')}>
                    {t('knowledge:article.approve')}
                  </Button>
                  <Button busy={isBusy} disabled={isChanged} onClick={() => void decide('return')}>
                    {t('knowledge:article.return')}
                  </Button>
                </>
              )}
              <Button variant="ghost" busy={isBusy} disabled={isChanged} onClick={() => void decide('retire')}>
                {t('knowledge:article.retire')}
              </Button>
            </span>
          )}
          <Button busy={isBusy} disabled={words === null} onClick={() => void save(false)}>
            {t('knowledge:article.draft')}
          </Button>
          <Button
            variant="primary"
            chord={chordOf('send')}
            busy={isBusy}
            disabled={words === null}
            onClick={() => void save(true)}
          >
            {t('knowledge:article.submit')}
          </Button>
        </>
      }
    >
      <div ref={rootRef} tabIndex={-1} className="flex flex-col gap-3 outline-none">
        <SegmentedControl
          label={t('knowledge:article.audience')}
          value={audience}
          onChange={setAudience}
          segments={(['public', 'internal'] as const).map((value) => ({
            value,
            label: t(`knowledge:audience.${value}`),
          }))}
        />
        <BothLanguages value={typed} onChange={setTyped} />
        <div className="grid grid-cols-2 gap-4">
          <Field label={t('knowledge:article.url')}>
            <TextInput type="url" value={url} maxLength={500} onChange={(e) => setUrl(e.target.value)} />
          </Field>
          <Field label={t('knowledge:article.until')}>
            <TextInput type="date" value={until} onChange={(e) => setUntil(e.target.value)} />
          </Field>
        </div>
        {refusal !== null && (
          <p role="alert" className="text-bad">
            {refusal.message}
          </p>
        )}
      </div>
    </Dialog>
  );
}
