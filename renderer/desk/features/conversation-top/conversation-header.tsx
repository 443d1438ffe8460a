import type { ReactNode } from 'react';
import { usePeople, useSession } from '#renderer/data/hooks/use-session.ts';
import { ThreadToolsSlot } from '#renderer/desk/app/thread-tools.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import type { Customer } from '#shared/domain/customer.ts';
import { ConversationActs } from './conversation-acts.tsx';
import { ConversationChannels } from './conversation-channels.tsx';
import { ConversationChips } from './conversation-chips.tsx';
import { CustomerTitle } from './customer-title.tsx';
import { WhoElse } from './who-else.tsx';

type ConversationHeaderProps = {
  readonly conversation: Conversation;
  /** Null until it is known. */
  readonly customer: Customer | null;
  /** What other features say of it, among the chips. */
  readonly chips?: ReactNode;
  /** What else can be done with it where it stands: bring it into another window. */
  readonly tools?: ReactNode;
};

/** Whose conversation this is, over which channels, how it stands and what can be done with it. */
export function ConversationHeader({ conversation, customer, chips, tools }: ConversationHeaderProps) {
  const { agent } = useSession();
  const { byId } = usePeople();
  const { owner } = conversation;
  const isOthers = owner.type === 'agent' && owner.id !== agent?.id;
  const ownerName = isOthers ? (byId(owner.id)?.publicName ?? owner.name) : undefined;
  return (
    <header className="flex flex-col gap-1.5 border-line border-b px-5.5 pt-3 pb-[11px]">
      <div className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        {customer !== null && <CustomerTitle customer={customer} />}
        <div className="flex min-w-0 flex-wrap items-center gap-1.5">
          <ConversationChips conversation={conversation} rank={customer?.rank} owner={ownerName} />
          {chips}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <ConversationChannels conversation={conversation} />
        <WhoElse customerId={conversation.customerId} />
        <div className="ml-auto flex flex-wrap items-center justify-end gap-2">
          {tools}
          <ThreadToolsSlot />
          <ConversationActs conversation={conversation} agentId={agent?.id} />
        </div>
      </div>
    </header>
  );
}
