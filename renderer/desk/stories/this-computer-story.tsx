import type { DesktopBridge } from '#shared/ipc/bridge.ts';
import { ComputerSection } from '../features/settings/computer/computer-section.tsx';

/** A desktop without Electron: `taken`, another program has the keys; `locked`, the company has decided. */
const bridgeOf = (state: string): DesktopBridge =>
  ({
    policy: async () => ({ ok: true, data: { locked: state === 'locked' ? ['alerts', 'globalShortcuts'] : [] } }),
    shortcutsState: async () => ({
      ok: true,
      data: { shortcuts: [{ id: 'answer', state: state === 'taken' ? 'taken' : 'on' }] },
    }),
    onSettingsChanged: () => () => undefined,
    linksState: async () => ({ ok: true, data: { tsunagi: true, tel: false } }),
    claimLinks: async () => ({ ok: true, data: { tsunagi: true, tel: false } }),
  }) as unknown as DesktopBridge;

const bridges: Readonly<Record<string, DesktopBridge>> = {
  full: bridgeOf('full'),
  taken: bridgeOf('taken'),
  locked: bridgeOf('locked'),
};

/** What an agent sets for this computer; `browser`: where there is no desktop. */
export function ThisComputerStory({ state }: { readonly state: string }) {
  return (
    <main className="h-full bg-ground">
      <ComputerSection bridge={bridges[state] ?? null} />
    </main>
  );
}
