import { useRef, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { SegmentedControl } from '#renderer/ui/segmented-control.tsx';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { BothLanguages, typedOf, wholeLanguages } from './both-languages.tsx';
import { useKnowledgeAct } from './use-knowledge-act.ts';

const DAY_MS = 86_400_000;
const DAYS = ['1', '3', '7'] as const;

/** A lead tells everybody what they have to know, for some days. */
export function BulletinEditor({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['knowledge', 'common']);
  const { act, isBusy, refusal } = useKnowledgeAct();
  const rootRef = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState(() => typedOf(null));
  const [days, setDays] = useState<(typeof DAYS)[number]>('1');
  const words = wholeLanguages(typed);
  const publish = async (): Promise<void> => {
    if (words === null) return;
    const now = Date.now();
    const [from, until] = [new Date(now).toISOString(), new Date(now + Number(days) * DAY_MS).toISOString()];
    if (await act('bulletin:publish', { ...words, teamIds: [], from, until })) onClose();
  };
  useShortcut('send', () => void publish(), { scope: 'dialog' });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('knowledge:bulletin.new')}
      description={t('knowledge:bulletin.detail')}
      closeLabel={t('common:close')}
      initialFocus={rootRef}
      width="xl"
      footer={
        <>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            variant="primary"
            chord={chordOf('send')}
            busy={isBusy}
            disabled={words === null}
            onClick={() => void publish()}
          >
            {t('knowledge:bulletin.publish')}
          </Button>
        </>
      }
    >
      <div ref={rootRef} tabIndex={-1} className="flex flex-col gap-3 outline-none">
        <BothLanguages value={typed} onChange={setTyped} />
        <SegmentedControl
          label={t('knowledge:bulletin.days')}
          value={days}
          onChange={setDays}
          segments={DAYS.map((value) => ({ value, label: t('knowledge:bulletin.forDays', { count: Number(value) }) }))}
        />
        {refusal !== null && (
          <p role="alert" className="text-bad">
            {refusal.message}
          </p>
        )}
      </div>
    </Dialog>
  );
}
