import { formatExactDuration } from '#renderer/i18n/duration.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { CallPart } from '#shared/domain/call.ts';
import { useThreadContext } from './thread-context.tsx';

/** How a call went: rang, talked, held, given on, each with its time; as a line one can read aloud. */
export function CallParts({ parts }: { readonly parts: readonly CallPart[] }) {
  const { t } = useTranslation('phone');
  const { format } = useThreadContext();
  return (
    <ol aria-label={t('row.parts')} className="flex flex-wrap gap-x-2 text-ink-3">
      {parts.map((part, index) => {
        const { kind, at, until, agentName, detail } = part;
        const lasted = until === undefined ? null : Date.parse(until) - Date.parse(at);
        const facts = [
          t(`row.part.${kind}`),
          namedAt(parts, index) ? agentName : undefined,
          detail,
          lasted !== null && lasted >= 1000 && formatExactDuration(lasted, format.locale),
        ].filter(Boolean);
        return (
          <li key={`${kind} ${at}`}>
            {index > 0 && <span aria-hidden="true">→ </span>}
            <span className="figures">{facts.join(' ')}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** A name stands where it is another than that of who talked last: whom the customer has is clear without it. */
function namedAt(parts: readonly CallPart[], index: number): boolean {
  const talker = parts.slice(0, index).findLast(({ kind }) => kind === 'talk');
  return parts[index]?.agentName !== talker?.agentName;
}
