import { useEffect, useRef } from 'react';
import { playSound } from '#renderer/data/sounds.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import { alertWords, changesOf } from './decide.ts';
import type { Standing } from './standing.ts';
import type { HowTold } from './use-alert-settings.ts';
import { useHasFocus } from './use-has-focus.ts';

/**
 * [DK2] What stands is heard once, and shown by the desktop while the agent looks elsewhere; what is decided, here or by
 * anybody, is taken away there.
 */
export function useTellStanding(
  standing: readonly Standing[],
  bridge: DesktopBridge | null,
  { alerts, heardNow }: HowTold,
): void {
  const { t } = useTranslation('alerts');
  const hasFocus = useHasFocus();
  const heard = useRef(new Set<string>());
  const shown = useRef(new Set<string>());

  useEffect(() => {
    const fresh = standing.filter(({ tag }) => !heard.current.has(tag));
    heard.current = new Set(standing.map(({ tag }) => tag));
    for (const kind of new Set(fresh.map((one) => one.kind))) {
      // A telephone rings by itself, as long as it rings.
      if (kind === 'call') continue;
      const { sound, volume } = heardNow(kind);
      playSound(sound, volume);
    }
  }, [standing, heardNow]);

  useEffect(() => {
    if (bridge === null) return;
    const { show, close } = changesOf(standing, shown.current, !hasFocus);
    for (const tag of close) {
      shown.current.delete(tag);
      void bridge.closeNotification({ tag });
    }
    for (const one of show) {
      shown.current.add(one.tag);
      if (!alerts.kinds[one.kind].notify) continue;
      void bridge.showNotification({
        kind: one.kind,
        ...alertWords(one, alerts.detail),
        tag: one.tag,
        target: one.target,
        actions: one.actions.map((id) => ({ id, label: t(`act.${id}`) })),
        isUrgent: true,
      });
    }
    if (show.length > 0) void bridge.setAttention({ on: true });
    if (standing.length === 0 && close.length > 0) void bridge.setAttention({ on: false });
  }, [standing, hasFocus, bridge, alerts, t]);

  // Nobody is here any more.
  useEffect(
    () => () => {
      for (const tag of shown.current) void bridge?.closeNotification({ tag });
      shown.current.clear();
    },
    [bridge],
  );
}
