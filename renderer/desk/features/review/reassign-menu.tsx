import { type Ref, useMemo } from 'react';
import { usePeople, useSession } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordId } from '#renderer/ui/chord.ts';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Menu, MenuItem } from '#renderer/ui/menu.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { Escalation } from '#shared/domain/escalation.ts';
import { reachOf } from '#shared/wire/policy.ts';

type Props = {
  readonly triggerRef: Ref<HTMLButtonElement>;
  readonly escalation: Escalation;
  readonly isBusy: boolean;
  readonly onChoose: (lead: { readonly id: string; readonly name: string }) => void;
};

/** Gives it to another lead; its state stays ([ES2]). */
export function ReassignMenu({ triggerRef, escalation, isBusy, onChoose }: Props) {
  const { t } = useTranslation(['escalations', 'common']);
  const { agents } = usePeople();
  const { agent } = useSession();
  const { reviewer } = escalation;
  const leads = useMemo(
    () =>
      agents.filter(
        ({ id, role }) =>
          reachOf(role, 'escalation.decide') !== null &&
          id !== reviewer?.id &&
          (id !== agent?.id || reviewer !== undefined),
      ),
    [agents, agent, reviewer],
  );
  return (
    <Menu
      side="top"
      trigger={
        <Button ref={triggerRef} disabled={isBusy} aria-keyshortcuts={chordId(chordOf('review-reassign'))}>
          {t('escalations:decide.reassign')}
        </Button>
      }
    >
      {leads.length === 0 && <p className="px-2.5 py-1 text-ink-3">{t('escalations:reassignNone')}</p>}
      {leads.map((lead) => (
        <MenuItem key={lead.id} onSelect={() => onChoose(lead)}>
          <Words>{lead.name}</Words>
          <span className="ml-2 text-ink-3">{t(`common:presence.${lead.presence}`)}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}
