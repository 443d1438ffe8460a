import { Sparkles } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { SkeletonRows } from '#renderer/ui/skeleton.tsx';
import { linkedCount } from './brief-lines.ts';
import { BriefTable } from './brief-table.tsx';
import type { DraftedBrief } from './use-drafted-brief.ts';

/** What travels with the handoff, to be corrected; says where it came from, and whether a machine had a hand in it. */
export function BriefSection({ brief }: { readonly brief: DraftedBrief }) {
  const { t } = useTranslation('handoff');
  const { t: common } = useTranslation();
  const linked = linkedCount(brief.lines);
  return (
    <section data-brief="" aria-busy={brief.state === 'drafting'}>
      <h3 className="mb-1.5 flex flex-wrap items-center gap-2 font-medium text-ink-2">
        {t('brief.title')}
        {brief.state === 'ready' && (
          <span className="font-normal text-ink-3">{t('brief.drafted', { count: linked })}</span>
        )}
        {brief.improvedBy !== null && (
          <Chip icon={<Sparkles aria-hidden="true" size={12} />}>
            {t('brief.improved', { name: brief.improvedBy })}
          </Chip>
        )}
      </h3>
      {brief.state === 'failed' && (
        <p role="alert" className="mb-1.5 flex items-center gap-2 text-warn">
          {t('draftFailed')}
          <Button onClick={brief.retry}>{common('retry')}</Button>
        </p>
      )}
      {brief.state === 'drafting' ? (
        <div className="h-52 overflow-hidden rounded-r border border-line">
          <SkeletonRows rows={4} label={t('drafting')} />
        </div>
      ) : (
        <BriefTable lines={brief.lines} onChange={brief.setLines} />
      )}
      <p className="mt-1 text-ink-3">{t('brief.keys')}</p>
    </section>
  );
}
