import { usePeople } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Field } from '#renderer/ui/field.tsx';
import { Select, type SelectOption } from '#renderer/ui/select.tsx';
import type { Agent } from '#shared/domain/people.ts';
import { SHIFT_GROUPS, type ShiftEntry } from '#shared/domain/shift.ts';
import { ShiftRow } from './shift-row.tsx';
import type { HandOver, Place } from './use-hand-over.ts';

type ShiftListProps = {
  readonly entries: readonly ShiftEntry[];
  readonly agentId: string;
  readonly handOver: HandOver;
};

const HERE = ['ready', 'busy', 'wrap_up', 'away'];

/** The groups of what somebody has, with one choice for all of it above them. */
export function ShiftList({ entries, agentId, handOver }: ShiftListProps) {
  const { t } = useTranslation('shift');
  const places = usePlaces(agentId);
  if (entries.length === 0) return <p className="py-4 text-ink-2">{t('nothing')}</p>;
  return (
    <>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-1">
        <div className="w-52">
          <Field label={t('all')}>
            <Select
              options={places}
              value={samePlace(entries, handOver)}
              placeholder={t('mixed')}
              onChange={(to) => handOver.placeAll(entries, to)}
            />
          </Field>
        </div>
        <p className="min-w-0 flex-1 pb-1 text-ink-3">{t('keepDetail')}</p>
      </div>
      {SHIFT_GROUPS.map((group) => {
        const rows = entries.filter((entry) => entry.group === group);
        return rows.length === 0 ? null : (
          <section key={group} aria-label={t(`groups.${group}`)}>
            <h3 className="font-semibold text-ink-2">
              {t(`groups.${group}`)} <span className="figures font-normal text-ink-3">{rows.length}</span>
            </h3>
            <ul>
              {rows.map((entry) => (
                <ShiftRow key={entry.row.conversationId} entry={entry} places={places} handOver={handOver} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

/** The one place all go to, or null when they differ. */
function samePlace(entries: readonly ShiftEntry[], { placeOf }: HandOver): Place | null {
  const places = new Set(entries.map(({ row }) => placeOf(row.conversationId)));
  const [only] = places;
  return places.size === 1 && only !== undefined ? only : null;
}

/** Where a conversation may go: its team's queue, kept, or to a colleague, who is ready first. */
function usePlaces(agentId: string): SelectOption<Place>[] {
  const { t } = useTranslation(['shift', 'common']);
  const { agents } = usePeople();
  const rank = ({ presence }: Agent) => HERE.indexOf(presence);
  const colleagues = agents
    .filter(
      ({ id, role, presence }) => id !== agentId && (role === 'agent' || role === 'lead') && HERE.includes(presence),
    )
    .sort((a, b) => rank(a) - rank(b) || a.liveLoad / a.capacity - b.liveLoad / b.capacity);
  return [
    { value: 'queue', label: t('shift:toQueue') },
    { value: 'keep', label: t('shift:keep') },
    ...colleagues.map(({ id, name, presence }) => ({
      value: id,
      label: `${name} · ${t(`common:presence.${presence}`)}`,
    })),
  ];
}
