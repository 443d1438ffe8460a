import { type ReactNode, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { useShortcut } from '#renderer/ui/shortcuts.ts';
import type { DeskPage } from '../desk-features.ts';
import { KeyboardMapDialog } from '../dialogs/keyboard-map-dialog.tsx';
import { SettingsDialog } from '../dialogs/settings-dialog.tsx';
import { ErrorBoundary } from '../error-boundary.tsx';
import { openShift } from '../open-shift.ts';
import type { ChosenPresence, ConnectionStatus, Me } from './desk-status.ts';
import { MeMenu } from './me-menu.tsx';
import { PanelToggle } from './panel-toggle.tsx';
import { Rail } from './rail.tsx';
import { TitleBar } from './title-bar.tsx';
import { useSidePanel } from './use-side-panel.ts';

export type WorkspaceFrameProps = {
  readonly workspaceName: string;
  /** Marks a shop whose customers are simulated. */
  readonly isDemo: boolean;
  readonly demoControl?: ReactNode;
  readonly connection: ConnectionStatus;
  /** In the title row, before the connection. */
  readonly status?: ReactNode;
  readonly me: Me;
  readonly onPresence: (chosen: ChosenPresence) => void;
  readonly onSignOut: () => void;
  readonly onSearch: () => void;
  /** False for who reads no conversations. */
  readonly hasInbox?: boolean;
  /** What the parts show; a part that failed is tried again when it changes. */
  readonly opened: string | null;
  /** The pages that this person finds on the rail. */
  readonly pages: readonly DeskPage[];
  /** The page shown in the place of list and thread. */
  readonly page: { readonly name: string; readonly content: ReactNode } | null;
  /** Leads to what is set for this computer; absent for who has no such page. */
  readonly onComputer?: (() => void) | undefined;
  readonly inbox: ReactNode;
  readonly conversation: ReactNode;
  /** Absent while no conversation is open. */
  readonly customerPanel?: ReactNode;
};

/** The window of the desk: title row, rail, inbox, conversation, customer. It knows where things stand, not what they are. */
export function WorkspaceFrame(props: WorkspaceFrameProps) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<'settings' | 'keyboard-map' | null>(null);
  const panel = useSidePanel();
  const hasPanel = props.customerPanel !== undefined && props.page === null;
  const isPanelShown = hasPanel && panel.isOpen;
  const close = (): void => setDialog(null);
  useShortcut('settings', () => setDialog('settings'));
  useShortcut('keyboard-map', () => setDialog('keyboard-map'));
  useShortcut('palette', props.onSearch);
  return (
    <div
      className={classNames(
        'grid h-full grid-rows-[38px_minmax(0,1fr)] overflow-hidden',
        isPanelShown && panel.isDocked
          ? 'grid-cols-[56px_272px_minmax(0,1fr)_268px] xl:grid-cols-[56px_296px_minmax(0,1fr)_332px]'
          : 'grid-cols-[56px_272px_minmax(0,1fr)] xl:grid-cols-[56px_296px_minmax(0,1fr)]',
      )}
    >
      <TitleBar
        workspaceName={props.workspaceName}
        isDemo={props.isDemo}
        demoControl={props.demoControl}
        connection={props.connection}
        status={props.status}
        onSearch={props.onSearch}
        panelToggle={hasPanel && <PanelToggle isOpen={panel.isOpen} onToggle={panel.toggle} />}
      />
      <Rail
        hasInbox={props.hasInbox ?? true}
        pages={props.pages}
        shownPage={props.page?.name ?? null}
        onKeyboardMap={() => setDialog('keyboard-map')}
        onSettings={() => setDialog('settings')}
        me={
          <MeMenu
            me={props.me}
            onPresence={props.onPresence}
            onSignOut={props.onSignOut}
            onEndShift={props.hasInbox ? () => openShift() : undefined}
          />
        }
      />
      {props.page === null ? (
        <>
          <section aria-label={t('words.inbox')} className="min-h-0 overflow-hidden border-line border-r bg-panel">
            <ErrorBoundary scope="part">{props.inbox}</ErrorBoundary>
          </section>
          <main className="@container min-h-0 min-w-0">
            <ErrorBoundary scope="part" resetKey={props.opened}>
              {props.conversation}
            </ErrorBoundary>
          </main>
        </>
      ) : (
        <main className="@container col-span-2 min-h-0 min-w-0">
          <ErrorBoundary scope="part" resetKey={props.page.name}>
            {props.page.content}
          </ErrorBoundary>
        </main>
      )}
      {isPanelShown && (
        <aside
          aria-label={t('frame.customerPanel')}
          className={classNames(
            'min-h-0 overflow-hidden border-line border-l bg-panel',
            !panel.isDocked && 'absolute top-[38px] right-0 bottom-0 z-20 w-[300px] shadow-float',
          )}
        >
          <ErrorBoundary scope="part" resetKey={props.opened}>
            {props.customerPanel}
          </ErrorBoundary>
        </aside>
      )}
      <SettingsDialog
        open={dialog === 'settings'}
        onClose={close}
        local={props.connection.local}
        onMore={
          props.onComputer &&
          (() => {
            close();
            props.onComputer?.();
          })
        }
      />
      <KeyboardMapDialog open={dialog === 'keyboard-map'} onClose={close} />
    </div>
  );
}
