import { NotebookPen } from 'lucide-react';
import { formatDuration } from '#renderer/i18n/duration.ts';
import { formatBy } from '#renderer/i18n/format.ts';
import { useFormatContext } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { ChannelIcon, dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import { TextInput } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Select, type SelectOption } from '#renderer/ui/select.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { ShiftEntry } from '#shared/domain/shift.ts';
import type { HandOver, Place } from './use-hand-over.ts';

type ShiftRowProps = {
  readonly entry: ShiftEntry;
  readonly places: readonly SelectOption<Place>[];
  readonly handOver: HandOver;
};

/** One conversation: what it is about and why it matters, where it goes, and a note for whoever takes it. */
export function ShiftRow({ entry, places, handOver }: ShiftRowProps) {
  const { t } = useTranslation(['shift', 'common']);
  const { row, drafts, mayKeep } = entry;
  const id = row.conversationId;
  const name = row.customerName === '' ? t('common:words.nameUnknown') : row.customerName;
  const note = handOver.noteOf(id);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_200px_auto] items-start gap-x-3 gap-y-1 border-line border-t py-2 first:border-t-0">
      <div className="min-w-0">
        <p className="flex min-w-0 items-center gap-1.5">
          <span className={classNames('shrink-0 text-dye', dyeClass(row.channel))}>
            <ChannelIcon sign={row.channel} />
          </span>
          <b className="truncate font-semibold">
            <Words>{name}</Words>
          </b>
          <span className="figures shrink-0 text-ink-3">#{row.number}</span>
        </p>
        <p className="truncate text-ink-2">
          <Words>{row.subject ?? row.preview}</Words>
        </p>
        <Facts entry={entry} />
        {drafts.map((draft) => (
          <p key={draft.mode} className="line-clamp-2 border-line-strong border-l-2 pl-2 text-ink-2">
            <span className="text-ink-3">{t(`shift:draft.${draft.mode}`)} </span>
            <Words>{draft.text}</Words>
          </p>
        ))}
      </div>
      <Select
        label={t('shift:placeOf', { name, number: row.number })}
        options={mayKeep ? places : places.filter(({ value }) => value !== 'keep')}
        value={handOver.placeOf(id)}
        onChange={(to) => handOver.place(id, to)}
      />
      <IconButton
        label={t('shift:addNote', { name })}
        icon={<NotebookPen aria-hidden="true" size={15} />}
        pressed={note !== undefined}
        onClick={() => note === undefined && handOver.note(id, '')}
      />
      {note !== undefined && (
        <div className="col-span-3">
          <TextInput
            // It was just asked for.
            autoFocus
            aria-label={t('shift:noteOf', { name })}
            placeholder={t('shift:notePlaceholder')}
            maxLength={5000}
            value={note}
            onChange={(event) => handOver.note(id, event.target.value)}
          />
        </div>
      )}
    </li>
  );
}

/** Since when they wait, what was promised, what it waits for. */
function Facts({ entry: { row } }: { readonly entry: ShiftEntry }) {
  const { t } = useTranslation(['shift', 'common']);
  const format = useFormatContext(60_000);
  const waited =
    row.customerWaitsSince === undefined ? null : format.now.getTime() - Date.parse(row.customerWaitsSince);
  const facts = [
    waited === null ? '' : t('shift:waits', { time: formatDuration(waited, format.locale) }),
    ...row.promises.map(({ text, dueAt }) => t('shift:promised', { text, by: formatBy(dueAt, format) })),
    row.waitingOn === undefined ? '' : t('shift:waitsFor', { who: t(`common:waitingOn.${row.waitingOn}`) }),
    row.status === 'snoozed' && row.due !== undefined ? t('shift:sleeps', { until: formatBy(row.due.at, format) }) : '',
  ].filter((fact) => fact !== '');
  return facts.length === 0 ? null : (
    <p className="truncate text-ink-2">
      <Words>{facts.join(' · ')}</Words>
    </p>
  );
}
