import { Hostile } from '#renderer/ui/hostile.tsx';
import type { EmailFacts } from '#shared/domain/item-data.ts';
import { useThreadWords } from '../thread-context.tsx';

export type MailAddress = EmailFacts['from'];

/** A name and where it really leads: a name alone is anybody's to choose. */
export function AddressOf({ address }: { readonly address: MailAddress }) {
  const { name } = address;
  const hasName = name !== undefined && name.trim() !== '' && name !== address.address;
  return (
    <span className="break-words">
      {hasName && (
        <>
          <Hostile>{name}</Hostile>{' '}
        </>
      )}
      <span className="text-ink-3">
        {hasName ? '<' : ''}
        <Hostile>{address.address}</Hostile>
        {hasName ? '>' : ''}
      </span>
    </span>
  );
}

const MOST = 3;

type AddressesProps = {
  readonly label: string;
  readonly list: readonly MailAddress[] | undefined;
  readonly all?: boolean;
};

/** One line of a mail's head; of many addresses the first few. */
export function Addresses({ label, list, all = false }: AddressesProps) {
  const t = useThreadWords();
  if (list === undefined || list.length === 0) return null;
  const shown = all ? list : list.slice(0, MOST);
  const left = list.length - shown.length;
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0">
        {shown.map((address, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same address may stand there twice, and nothing moves
          <span key={index}>
            {index > 0 && ', '}
            <AddressOf address={address} />
          </span>
        ))}
        {left > 0 && <span className="text-ink-3"> {t('mail:more', { count: left })}</span>}
      </dd>
    </>
  );
}
