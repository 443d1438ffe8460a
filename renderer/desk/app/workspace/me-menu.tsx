import { KeyRound, LogOut, MoonStar } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Avatar, PresenceDot } from '#renderer/ui/avatar.tsx';
import { chordOf } from '#renderer/ui/keyboard-map.ts';
import { Menu, MenuItem, MenuRadioGroup, MenuSeparator } from '#renderer/ui/menu.tsx';
import { openSignIns } from '../open-sign-ins.ts';
import { AWAY_REASONS, type AwayReason, type ChosenPresence, type Me } from './desk-status.ts';

type MeMenuProps = {
  readonly me: Me;
  readonly onPresence: (chosen: ChosenPresence) => void;
  readonly onSignOut: () => void;
  /** Absent for who owns no conversations. */
  readonly onEndShift?: (() => void) | undefined;
};

type Choice = 'ready' | 'wrap_up' | `away:${AwayReason}`;

/** Why somebody is away though they did not say so. */
const PRESENCE_FACTS_SHOWN = ['off_shift', 'no_answer', 'asleep', 'locked'] as const;

const isAwayReason = (text: string | undefined): text is AwayReason => AWAY_REASONS.some((reason) => reason === text);

function chosenOf(choice: Choice): ChosenPresence {
  const [presence, reason] = choice.split(':');
  if (isAwayReason(reason)) return { presence: 'away', reason };
  return { presence: presence === 'wrap_up' ? 'wrap_up' : 'ready' };
}

/** The agent's own presence, and the way out. */
export function MeMenu({ me, onPresence, onSignOut, onEndShift }: MeMenuProps) {
  const { t } = useTranslation();
  const reasonOf = (reason: AwayReason): string => `${t('presence.away')} · ${t(`presence.reason.${reason}`)}`;
  const options = [
    { value: 'ready' as Choice, label: t('presence.ready'), icon: <PresenceDot presence="ready" /> },
    { value: 'wrap_up' as Choice, label: t('presence.wrap_up'), icon: <PresenceDot presence="wrap_up" /> },
    ...AWAY_REASONS.map((reason) => ({
      value: `away:${reason}` as Choice,
      label: reasonOf(reason),
      icon: <PresenceDot presence="away" />,
    })),
  ];
  const value = me.presence === 'away' ? `away:${me.presenceReason ?? ''}` : me.presence;
  const reason = isAwayReason(me.presenceReason) ? me.presenceReason : null;
  const fact = PRESENCE_FACTS_SHOWN.find((one) => one === me.presenceReason);
  const why = reason === null ? fact && `${t('presence.away')} · ${t(`presence.fact.${fact}`)}` : reasonOf(reason);
  const presence = (me.presence === 'away' && why) || t(`presence.${me.presence}`);
  return (
    <Menu
      side="right"
      align="end"
      trigger={
        <button type="button" className="rounded-full" aria-label={t('presence.change', { name: me.name, presence })}>
          <Avatar name={me.name} presence={me.presence} />
        </button>
      }
    >
      <MenuRadioGroup
        label={`${me.name} · ${presence}`}
        value={value as Choice}
        onChange={(choice) => onPresence(chosenOf(choice))}
        options={options}
      />
      <MenuSeparator />
      {onEndShift !== undefined && (
        <MenuItem icon={<MoonStar aria-hidden="true" size={14} />} chord={chordOf('end-shift')} onSelect={onEndShift}>
          {t('presence.endShift')}
        </MenuItem>
      )}
      <MenuItem icon={<KeyRound aria-hidden="true" size={14} />} onSelect={openSignIns}>
        {t('frame.signIns')}
      </MenuItem>
      <MenuItem icon={<LogOut aria-hidden="true" size={14} />} onSelect={onSignOut}>
        {t('frame.signOut')}
      </MenuItem>
    </Menu>
  );
}
