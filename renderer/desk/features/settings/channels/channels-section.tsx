import { useSession } from '#renderer/data/hooks/use-session.ts';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Loaded } from '../loaded.tsx';
import { NEW } from '../sections.ts';
import { ConnectWizard } from './connect-wizard.tsx';
import { ConnectionDetail } from './connection-detail.tsx';
import { ConnectionList } from './connection-list.tsx';
import { type Channels, useChannels } from './use-channels.ts';

/** The connected channels: the list, one of them, or a new one. A lead sees how they are and changes nothing. */
export function ChannelsSection({ id }: { readonly id: string | null }) {
  const channels = useChannels();
  return <Loaded what={channels}>{(data) => <Shown id={id} channels={data} />}</Loaded>;
}

function Shown({ id, channels }: { readonly id: string | null; readonly channels: Channels }) {
  const { t } = useTranslation('workspaceSettings');
  const { agent } = useSession();
  const mayManage = agent?.role === 'admin';
  if (id === null || !mayManage) return <ConnectionList channels={channels} mayManage={mayManage} />;
  if (id === NEW) return <ConnectWizard adapters={channels.adapters} />;
  const connection = channels.connections.find((one) => one.id === id);
  if (connection === undefined) return <EmptyState heading="h1" title={t('gone')} />;
  const facts = channels.adapters.find(({ adapter }) => adapter === connection.adapter);
  return <ConnectionDetail connection={connection} facts={facts ?? null} />;
}
