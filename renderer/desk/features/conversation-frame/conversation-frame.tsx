import type { ReactNode } from 'react';

type ConversationFrameProps = {
  readonly header: ReactNode;
  /** What must be read first: an offer on its way, a brief. Empty when there is nothing. */
  readonly notices?: ReactNode;
  readonly thread: ReactNode;
  readonly composer: ReactNode;
};

/** The middle column: header, notices, thread and composer, of which the thread takes the room that is left. */
export function ConversationFrame({ header, notices, thread, composer }: ConversationFrameProps) {
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_minmax(0,1fr)_auto]">
      {header}
      <div className="min-h-0">{notices}</div>
      <div className="min-h-0 overflow-hidden">{thread}</div>
      <div>{composer}</div>
    </div>
  );
}
