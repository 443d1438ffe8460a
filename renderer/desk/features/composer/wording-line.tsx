import { PencilLine } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { WordingFinding } from '#shared/domain/wording/check-wording.ts';
import { nextFinding } from './use-wording.ts';

type WordingLineProps = {
  readonly findings: readonly WordingFinding[];
  readonly onShow: (finding: WordingFinding) => void;
  readonly onReplace: (finding: WordingFinding) => void;
};

/** A quiet line under the words: what is minded, what is written in its place and why. One chord puts it right. */
export function WordingLine({ findings, onShow, onReplace }: WordingLineProps) {
  const { t } = useTranslation('composer');
  const next = nextFinding(findings);
  if (next === undefined) return null;
  const { found, replace, reason, level } = next;
  return (
    <div className="flex min-h-8 items-center gap-2 px-3.5 pb-1.5 text-ink-2">
      <PencilLine
        aria-hidden="true"
        size={14}
        className={classNames('shrink-0', level === 'block' ? 'text-bad' : 'text-warn')}
      />
      <p role="status" className="min-w-0 flex-1 truncate" title={reason}>
        <button
          type="button"
          className="rounded-s underline decoration-dotted underline-offset-2"
          onClick={() => onShow(next)}
        >
          <Words>{found}</Words>
        </button>{' '}
        {replace !== undefined && (
          <>
            <span aria-hidden="true">→ </span>
            <span className="font-medium text-ink">
              <Words>{replace === '' ? t('wording.nothing') : replace}</Words>
            </span>{' '}
          </>
        )}
        {level === 'block' && <span className="text-bad">{t('wording.blocks')} </span>}
        <span className="text-ink-3">
          <Words>{reason}</Words>
        </span>
      </p>
      {findings.length > 1 && (
        <span className="figures shrink-0 text-ink-3">{t('wording.more', { count: findings.length - 1 })}</span>
      )}
      {replace !== undefined && (
        <Button chord={chordOf('fix-wording')} onClick={() => onReplace(next)} className="shrink-0">
          {t('wording.replace')}
        </Button>
      )}
    </div>
  );
}
