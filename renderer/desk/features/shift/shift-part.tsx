import { useSession } from '#renderer/data/hooks/use-session.ts';
import { closeShift, openShift, useOpenShift } from '#renderer/desk/app/open-shift.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import { reachOf } from '#shared/wire/policy.ts';
import { ShiftDialog } from './shift-dialog.tsx';
import { useSilenceNews } from './use-silence-news.ts';

/** The end of a shift, by its chord, the palette and the presence menu; and what leads hear of silent owners. */
export function ShiftPart() {
  const open = useOpenShift();
  const { agent } = useSession();
  const mayEnd = agent !== null && reachOf(agent.role, 'shift.hand-over') !== null;
  useShortcut('end-shift', () => openShift(), { enabled: mayEnd && open === null });
  useSilenceNews();
  if (open === null || agent === null || !mayEnd) return null;
  return <ShiftDialog me={agent} firstId={open.agentId ?? agent.id} onClose={closeShift} />;
}
