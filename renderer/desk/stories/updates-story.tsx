import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import { WorkspaceFrame } from '../app/workspace/workspace-frame.tsx';
import { UpdateStatus } from '../features/updates/index.ts';
import { fakeDesk } from './fake-desk.ts';
import { doorOf, UPDATE_SCENES } from './updates-entries.ts';

const part = <div className="h-full" />;
const door = (state: string | null) => doorOf(UPDATE_SCENES[state ?? 'ready'] ?? { state: 'current', checkedAt: null });

/** `?story=updates&state=…`: what an agent sees of a new version, from ready to refused. */
export function UpdatesStory({ state }: { readonly state: string | null }) {
  const { client } = fakeDesk({});
  return (
    <DeskClientProvider client={client}>
      <WorkspaceFrame
        workspaceName="ノースロースタリー"
        isDemo={false}
        connection={{ state: 'connected', completeUpTo: null, reconnectNow: () => undefined }}
        status={<UpdateStatus door={door(state)} />}
        me={{ name: '青山 さくら', presence: 'busy' }}
        onPresence={() => undefined}
        onSignOut={() => undefined}
        onSearch={() => undefined}
        opened={null}
        pages={[]}
        page={null}
        inbox={part}
        conversation={part}
        customerPanel={part}
      />
    </DeskClientProvider>
  );
}
