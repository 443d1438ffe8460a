import { showItem } from '#renderer/desk/app/show-item.ts';
import { formatDayTime } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { CustomerPanel } from '#shared/domain/customer.ts';
import { PanelSection } from './panel-section.tsx';

/** The last few times in a store; each leads to its place on the thread. */
export function Visits({
  customerId,
  visits,
}: {
  readonly customerId: string;
  readonly visits: CustomerPanel['visits'];
}) {
  const { t } = useTranslation('customer');
  const format = useFormatContext();
  if (visits.length === 0) return null;
  return (
    <PanelSection title={t('visits')}>
      <ul className="dye-store flex flex-col">
        {visits.map((visit) => (
          <li key={visit.seq}>
            <button
              type="button"
              className="w-full rounded-s border-dye border-l-[3px] py-0.5 pl-2.5 text-left hover:bg-raised"
              onClick={() => showItem({ customerId, seq: visit.seq })}
            >
              <span className="flex justify-between gap-2">
                <span className="font-medium">
                  <Words>{visit.store}</Words>{' '}
                  <span className="font-normal text-ink-2">{t(`visitKind.${visit.kind}`)}</span>
                </span>
                <span className="figures text-ink-3">{formatDayTime(visit.at, format)}</span>
              </span>
              {visit.summary !== undefined && (
                <span className="line-clamp-2 text-ink-2">
                  <Words>{visit.summary}</Words>
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
