import { type KeyboardEvent, useEffect, useState } from 'react';
import { useSettings } from '#renderer/desk/app/use-settings.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { isApple } from '#renderer/ui/platform.ts';
import {
  DEFAULT_GLOBAL_SHORTCUTS,
  GLOBAL_SHORTCUTS,
  type GlobalShortcut,
  type GlobalShortcuts,
  SUGGESTED_GLOBAL_SHORTCUTS,
} from '#shared/ipc/alerts.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import type { ShortcutState } from '#shared/ipc/shell.ts';
import { Card } from '../section-frame.tsx';
import { acceleratorOf, keysOf } from './accelerator-of.ts';

type Bridge = Pick<DesktopBridge, 'shortcutsState' | 'onSettingsChanged'>;

/** Keys that work everywhere: recorded by pressing them, and said when another program has them. */
export function GlobalKeysCard({ bridge }: { readonly bridge: Bridge }) {
  const { t } = useTranslation('alerts');
  const { settings, change } = useSettings();
  const keys = settings.globalShortcuts ?? DEFAULT_GLOBAL_SHORTCUTS;
  const states = useStates(bridge);
  const set = (patch: Partial<GlobalShortcuts>): void => change({ globalShortcuts: { ...keys, ...patch } });
  return (
    <Card title={t('computer.keys')} detail={t('computer.keysDetail')}>
      <ul className="flex flex-col">
        {GLOBAL_SHORTCUTS.map((id) => (
          <Key
            key={id}
            id={id}
            accelerator={keys[id]}
            isTaken={keys[id] !== null && states.find((one) => one.id === id)?.state === 'taken'}
            onChange={(accelerator) => set({ [id]: accelerator })}
          />
        ))}
      </ul>
    </Card>
  );
}

/** Asked for again once the main process has taken what was chosen. */
function useStates(bridge: Bridge): readonly ShortcutState[] {
  const [states, setStates] = useState<readonly ShortcutState[]>([]);
  useEffect(() => {
    const ask = async (): Promise<void> => {
      const answer = await bridge.shortcutsState();
      if (answer.ok) setStates(answer.data.shortcuts);
    };
    void ask();
    return bridge.onSettingsChanged(() => void ask());
  }, [bridge]);
  return states;
}

type KeyProps = {
  readonly id: GlobalShortcut;
  readonly accelerator: string | null;
  readonly isTaken: boolean;
  readonly onChange: (accelerator: string | null) => void;
};

function Key({ id, accelerator, isTaken, onChange }: KeyProps) {
  const { t } = useTranslation('alerts');
  const [mode, setMode] = useState<'rest' | 'recording' | 'wrong'>('rest');
  const name = t(`computer.key.${id}`);
  const record = (event: KeyboardEvent): void => {
    if (mode === 'rest' || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      setMode('rest');
      return;
    }
    const pressed = acceleratorOf(event.nativeEvent);
    if (pressed === null) return;
    setMode(pressed === 'wrong' ? 'wrong' : 'rest');
    if (pressed !== 'wrong') onChange(pressed);
  };
  const shown = accelerator === null ? t('computer.keyNone') : keysOf(accelerator, isApple());
  const suggested = SUGGESTED_GLOBAL_SHORTCUTS[id];
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-line border-t py-1.5 first:border-t-0">
      <span className="min-w-0 flex-1">{name}</span>
      {accelerator === null && mode === 'rest' && (
        <Button variant="ghost" onClick={() => onChange(suggested)}>
          {t('computer.keySuggest', { keys: keysOf(suggested, isApple()) })}
        </Button>
      )}
      <Button
        aria-label={mode === 'rest' ? `${t('computer.keySet', { name })} · ${shown}` : t('computer.keyRecord')}
        aria-pressed={mode !== 'rest'}
        onClick={() => setMode('recording')}
        onKeyDown={record}
        onBlur={() => setMode('rest')}
        className="min-w-40"
      >
        {mode === 'rest' ? shown : t('computer.keyRecord')}
      </Button>
      {accelerator !== null && (
        <Button variant="ghost" aria-label={t('computer.keyClear', { name })} onClick={() => onChange(null)}>
          ×
        </Button>
      )}
      <p role="status" className="w-full text-warn empty:hidden">
        {mode === 'wrong' ? t('computer.keyWrong') : isTaken && t('computer.keyTaken')}
      </p>
    </li>
  );
}
