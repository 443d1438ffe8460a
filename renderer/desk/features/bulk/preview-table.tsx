import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import { ERRORS, type ErrorCode } from '#shared/wire/errors.ts';
import type { PreviewRow } from './bulk-act.ts';
import type { Result } from './use-bulk-run.ts';

type PreviewTableProps = { readonly rows: readonly PreviewRow[]; readonly results: ReadonlyMap<string, Result> };

/** One line for each: what would become of it, and then what did. */
export function PreviewTable({ rows, results }: PreviewTableProps) {
  const { t } = useTranslation('bulk');
  return (
    <table className="w-full border-collapse text-left">
      <thead className="sticky top-0 bg-paper text-ink-3">
        <tr>
          <th scope="col" className="py-1.5 pr-4 font-medium">
            {t('column.number')}
          </th>
          <th scope="col" className="py-1.5 pr-4 font-medium">
            {t('column.customer')}
          </th>
          <th scope="col" className="w-1/2 py-1.5 font-medium">
            {t('column.result')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.conversationId} className="border-line border-t align-top">
            <td className="figures py-1.5 pr-4">#{row.number}</td>
            <td className="py-1.5 pr-4">
              <Words>{row.customerName}</Words>
            </td>
            <td className="py-1.5">
              <ResultWords row={row} result={results.get(row.conversationId)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ResultWords({ row, result }: { readonly row: PreviewRow; readonly result: Result | undefined }) {
  const { t } = useTranslation('bulk');
  const locale = useLocale();
  if (result === 'done') return <span className="text-ok">{t('state.done')}</span>;
  if (result === 'waiting') return <span className="text-ink-3">{t('state.waiting')}</span>;
  if (result !== undefined) return <span className="text-bad">{result.refused}</span>;
  if (row.refusal === undefined) return <span>{t('state.ready')}</span>;
  const fields = row.missing?.map((field) =>
    field === 'category' || field === 'outcome' || field === 'note' ? t(`field.${field}`) : field,
  );
  const why = fields === undefined ? sentenceOf(row.refusal, locale) : t('missing', { fields: fields.join(t('and')) });
  return <span className="text-ink-2">{t('state.refused', { why })}</span>;
}

/** The error’s own sentence; without its details, what they would say is left out. */
function sentenceOf(code: string, locale: 'ja' | 'en'): string {
  const row = Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode] : undefined;
  return (row?.[locale] ?? code).replace(/[（(]?\{[a-zA-Z]+\}[）)]?/g, '…');
}
