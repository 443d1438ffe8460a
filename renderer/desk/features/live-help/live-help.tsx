import { useTranslation } from '#renderer/i18n/translation.ts';
import { Words } from '#renderer/ui/words.tsx';
import type { Conversation } from '#shared/domain/conversation.ts';
import { LeadBar } from './lead-bar.tsx';
import { TakenBar } from './taken-bar.tsx';
import { useHelp } from './use-help.ts';
import { WhisperStrip } from './whisper-strip.tsx';

/**
 * Live help over the composer ([ES3]). For a lead: watch, whisper, take over, give back. For the owner, and for whom it was
 * taken from: what a lead says to them alone. Nothing for anybody else, and nothing of it for the customer.
 */
export function LiveHelp({ conversation }: { readonly conversation: Conversation }) {
  const { agentId, isLead, isOwner, state } = useHelp(conversation);
  if (agentId === null || conversation.status === 'resolved') return null;
  const { takenFrom } = state ?? {};
  const isRelieved = !isOwner && takenFrom?.id === agentId;
  const canHelp = isLead && !isOwner && conversation.owner.type === 'agent';
  return (
    <>
      {canHelp && state !== null && <LeadBar conversation={conversation} state={state} agentId={agentId} />}
      {isOwner && isLead && takenFrom !== undefined && <TakenBar conversation={conversation} from={takenFrom} />}
      {isRelieved && <Relieved name={conversation.owner.name} />}
      {(isOwner || isRelieved) && <WhisperStrip conversation={conversation} agentId={agentId} />}
    </>
  );
}

function Relieved({ name }: { readonly name: string }) {
  const { t } = useTranslation('liveHelp');
  return (
    <p role="status" className="mx-5.5 mb-2 rounded-r border border-line bg-raised px-3 py-1.5">
      <Words>{t('youWereRelieved', { name })}</Words>
    </p>
  );
}
