import type { ReactNode } from 'react';
import { dyeClass } from '#renderer/ui/channel-icon.tsx';
import { classNames } from '#renderer/ui/class-names.ts';
import type { Channel } from '#shared/domain/channels.ts';

type BannerBoxProps = {
  readonly label: string;
  /** Whose dye the time runs out in. */
  readonly channel: Channel;
  readonly children: ReactNode;
};

/** The paper of a notice over the thread. */
export function BannerBox({ label, channel, children }: BannerBoxProps) {
  return (
    <section
      aria-label={label}
      className={classNames('grid gap-1.5 rounded-r border border-line bg-raised px-3.5 py-2', dyeClass(channel))}
    >
      {children}
    </section>
  );
}
