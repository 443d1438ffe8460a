import type { Presence } from '#shared/domain/people.ts';
import { classNames } from './class-names.ts';

/** Two letters of a Latin name, the first two characters of a Japanese one. */
export function initials(name: string): string {
  const words = name.trim().split(/[\s　]+/u);
  const first = words[0] ?? '';
  if (!/^\p{Script=Latin}/u.test(first)) return [...first].slice(0, 2).join('');
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return [[...first][0], last ? [...last][0] : [...first][1]].join('').toUpperCase();
}

/** Filled when there to help, ringed when busy, a bar when away, hollow when gone: told by shape as well as by colour. */
const PRESENCE: Readonly<Record<Presence, string>> = {
  ready: 'bg-ok border-ground',
  busy: 'bg-ground border-warn',
  wrap_up: 'bg-ground border-warn',
  away: 'bg-ink-3 border-ground',
  disconnected: 'bg-ground border-bad',
  signed_out: 'bg-ground border-ink-3',
};

/** The dot of an agent's presence. Its word must stand beside it or be in the name of what holds it. */
export function PresenceDot({
  presence,
  className,
}: {
  readonly presence: Presence;
  readonly className?: string | undefined;
}) {
  return (
    <span
      aria-hidden="true"
      className={classNames('block size-3 rounded-full border-2', PRESENCE[presence], className)}
    />
  );
}

const SIZE = { m: 'size-9', l: 'size-11' } as const;

type AvatarProps = {
  readonly name: string;
  readonly presence?: Presence | undefined;
  readonly size?: 'm' | 'l' | undefined;
};

/** A person as two letters. The name must stand beside it or be in the name of what holds it. */
export function Avatar({ name, presence, size = 'm' }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'relative grid shrink-0 place-items-center rounded-full bg-avatar font-semibold text-avatar-ink',
        SIZE[size],
      )}
    >
      {initials(name)}
      {presence && <PresenceDot presence={presence} className="-right-px -bottom-px absolute" />}
    </span>
  );
}
