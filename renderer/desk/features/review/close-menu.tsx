import type { Ref } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { chordId } from '#renderer/ui/chord.ts';
import { chordOf, type ShortcutId } from '#renderer/ui/keyboard-map.ts';
import { Menu, MenuItem } from '#renderer/ui/menu.tsx';
import { ESCALATION_OUTCOMES, type EscalationOutcome } from '#shared/domain/escalation.ts';

type Props = {
  readonly triggerRef: Ref<HTMLButtonElement>;
  readonly label: string;
  readonly chord: ShortcutId;
  readonly isBusy: boolean;
  readonly onChoose: (outcome: EscalationOutcome) => void;
};

/** Ends it, with how: letters and arrows find the outcome. */
export function CloseMenu({ triggerRef, label, chord, isBusy, onChoose }: Props) {
  const { t } = useTranslation('escalations');
  return (
    <Menu
      side="top"
      align="end"
      trigger={
        <Button ref={triggerRef} disabled={isBusy} aria-keyshortcuts={chordId(chordOf(chord))}>
          {label}
        </Button>
      }
    >
      {ESCALATION_OUTCOMES.map((outcome) => (
        <MenuItem key={outcome} onSelect={() => onChoose(outcome)}>
          {t(`outcome.${outcome}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
