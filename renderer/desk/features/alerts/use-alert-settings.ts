import { useMemo, useRef } from 'react';
import { useSettings } from '#renderer/desk/app/use-settings.tsx';
import { type AlertKind, type AlertSettings, DEFAULT_ALERTS } from '#shared/ipc/alerts.ts';
import { type Heard, minuteOfDay, soundOf } from './decide.ts';

/** How this agent wants to be told, and what a kind sounds like just now. */
export type HowTold = { readonly alerts: AlertSettings; readonly heardNow: (kind: AlertKind) => Heard };

/** `isPublic`: the screen is read by whoever passes, so nobody is named on it. */
export function useAlertSettings(isPublic = false): HowTold {
  const { settings } = useSettings();
  const chosen = settings.alerts ?? DEFAULT_ALERTS;
  const alerts = useMemo(() => (isPublic ? { ...chosen, detail: 'nothing' as const } : chosen), [chosen, isPublic]);
  const latest = useRef(alerts);
  latest.current = alerts;
  const heardNow = useRef((kind: AlertKind) => soundOf(kind, latest.current, minuteOfDay(new Date())));
  return { alerts, heardNow: heardNow.current };
}
