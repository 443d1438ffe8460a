import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { BoardState } from '#renderer/state/board-state.ts';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { BoardQueue } from '#shared/domain/board.ts';
import type { Behind } from './behind.ts';
import { BehindConversations } from './behind-conversations.tsx';
import { BehindFlow } from './behind-flow.tsx';

type BehindPanelProps = {
  readonly behind: Behind;
  readonly board: BoardState;
  readonly teamId: string | null;
  readonly onClose: () => void;
};

/** The conversations or handoffs behind a figure, beside the board. Escape closes it. */
export function BehindPanel({ behind, board, teamId, onClose }: BehindPanelProps) {
  const { t } = useTranslation(['board', 'common']);
  const panel = useRef<HTMLElement>(null);
  const key = JSON.stringify(behind);
  // Whoever asked for it reads it next; where nothing can be chosen, the keys of the panel itself still work.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each thing looked behind, once
  useEffect(() => panel.current?.focus(), [key]);
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={title()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
      className="absolute inset-y-0 right-0 z-10 flex w-[380px] max-w-full flex-col border-line border-l bg-panel shadow-float outline-none @min-[1200px]:static @min-[1200px]:shadow-none"
    >
      <header className="flex items-center gap-2 px-4 pt-3 pb-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold text-lg">
          <Words>{title()}</Words>
        </h2>
        <IconButton label={t('common:close')} icon={<X aria-hidden="true" size={16} />} onClick={onClose} />
      </header>
      {content()}
    </aside>
  );

  function title(): string {
    if (behind.of === 'agent') return behind.name;
    if (behind.of === 'queue') return t(`common:channel.${behind.channel}`);
    if (behind.from === null || behind.to === null) return t('board:flow');
    return t('board:fromTo', {
      from: t(`common:channel.${behind.from}`),
      to: t(`common:channel.${behind.to}`),
    });
  }

  /** Of all the floor, what this list follows from. */
  function queuesOf({ teams }: BoardState, channel: BoardQueue['channel']): string {
    const ours = [...teams.values()].filter(({ id }) => teamId === null || id === teamId);
    return JSON.stringify(ours.map(({ queues }) => queues.find((queue) => queue.channel === channel)));
  }

  function content(): ReactNode {
    switch (behind.of) {
      case 'flow':
        return <BehindFlow behind={behind} board={board} teamId={teamId} />;
      case 'agent':
        return (
          <BehindConversations key={key} behind={behind} teamId={teamId} follows={board.agents.get(behind.agentId)} />
        );
      case 'queue':
        return (
          <BehindConversations key={key} behind={behind} teamId={teamId} follows={queuesOf(board, behind.channel)} />
        );
    }
  }
}
