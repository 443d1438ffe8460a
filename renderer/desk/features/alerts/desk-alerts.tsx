import { useMemo } from 'react';
import { desktop } from '#renderer/data/desktop.ts';
import { useSession } from '#renderer/data/hooks/use-session.ts';
import type { Phone } from '#renderer/data/phone/phone.ts';
import { usePhone } from '#renderer/data/phone/phone-context.tsx';
import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import { reachOf } from '#shared/wire/policy.ts';
import type { Standing } from './standing.ts';
import { useAlertSettings } from './use-alert-settings.ts';
import { useClicks } from './use-clicks.ts';
import { useBadge, useTrayPresence } from './use-presence-outside.ts';
import { useRing } from './use-ring.ts';
import { useStandingCalls } from './use-standing-calls.ts';
import { useStandingOffers } from './use-standing-offers.ts';
import { useTellNews } from './use-tell-news.ts';
import { useTellStanding } from './use-tell-standing.ts';

const NONE: readonly Standing[] = [];

type DeskAlertsProps = {
  /** Null in a browser: sounds alone. */
  readonly bridge?: DesktopBridge | null;
  /** Shown on a wall: nobody is named. */
  readonly isPublic?: boolean;
};

/** [DK2] Tells the agent who looks elsewhere, and does what is answered there. Shows nothing itself; one for each agent, not for each window. */
export function DeskAlerts({ bridge = desktop, isPublic = false }: DeskAlertsProps) {
  const { agent } = useSession();
  const phone = usePhone();
  if (agent === null || reachOf(agent.role, 'inbox.read') === null) return null;
  const parts = { bridge, isPublic };
  return phone === null ? <Alerts {...parts} calls={NONE} /> : <WithCalls {...parts} phone={phone} me={agent.id} />;
}

type Parts = { readonly bridge: DesktopBridge | null; readonly isPublic: boolean };

function WithCalls({ phone, me, ...parts }: Parts & { readonly phone: Phone; readonly me: string }) {
  useRing(phone, me);
  return <Alerts {...parts} calls={useStandingCalls(phone)} />;
}

function Alerts({ bridge, isPublic, calls }: Parts & { readonly calls: readonly Standing[] }) {
  const offers = useStandingOffers();
  const standing = useMemo(() => [...calls, ...offers], [calls, offers]);
  const told = useAlertSettings(isPublic);
  useTellStanding(standing, bridge, told);
  useTellNews(bridge, told);
  useClicks(standing, bridge);
  useTrayPresence(bridge);
  useBadge(standing.length, bridge);
  return null;
}
