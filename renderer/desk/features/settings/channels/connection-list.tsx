import { Plug } from 'lucide-react';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ChannelDot } from '#renderer/ui/channel-icon.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { ChannelConnection } from '#shared/domain/channel-connection.ts';
import { Row, Rows } from '../rows.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { goToSection, NEW } from '../sections.ts';
import { HealthChip, useHealthWords } from './health.tsx';
import type { Channels } from './use-channels.ts';

const URGENCY: Readonly<Record<ChannelConnection['health']['state'], number>> = {
  failing: 0,
  silent: 1,
  ok: 2,
  paused: 3,
};

type ConnectionListProps = { readonly channels: Channels; readonly mayManage: boolean };

/** Every connection with how it is; what does not work stands on top. */
export function ConnectionList({ channels, mayManage }: ConnectionListProps) {
  const { t } = useTranslation('channelSettings');
  const rows = [...channels.connections].sort(
    (a, b) => URGENCY[a.health.state] - URGENCY[b.health.state] || a.name.localeCompare(b.name),
  );
  const connect = mayManage && (
    <Button variant="primary" icon={<Plug aria-hidden="true" size={14} />} onClick={() => goToSection('channels', NEW)}>
      {t('connect')}
    </Button>
  );
  return (
    <SectionFrame
      title={t('title')}
      detail={t(mayManage ? 'detail' : 'detailLead')}
      actions={rows.length > 0 && connect}
    >
      {rows.length === 0 ? (
        <EmptyState
          icon={<Plug aria-hidden="true" size={22} />}
          title={t('none')}
          detail={t('noneDetail')}
          action={connect}
        />
      ) : (
        <List rows={rows} channels={channels} mayManage={mayManage} />
      )}
    </SectionFrame>
  );
}

type ListProps = ConnectionListProps & { readonly rows: readonly ChannelConnection[] };

/** Rows that open for who may change them, and rows to read for who may not. */
function List({ rows, channels, mayManage }: ListProps) {
  const { t } = useTranslation('channelSettings');
  if (!mayManage) {
    return (
      <ul aria-label={t('title')} className="overflow-hidden rounded-r border border-line bg-raised shadow-raised">
        {rows.map((connection) => (
          <li key={connection.id} className="border-line border-t px-4 py-(--row-y) first:border-t-0">
            <ConnectionFacts connection={connection} channels={channels} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Rows label={t('title')}>
      {rows.map((connection) => (
        <Row key={connection.id} onOpen={() => goToSection('channels', connection.id)}>
          <ConnectionFacts connection={connection} channels={channels} />
        </Row>
      ))}
    </Rows>
  );
}

type ConnectionFactsProps = { readonly connection: ChannelConnection; readonly channels: Channels };

function ConnectionFacts({ connection, channels }: ConnectionFactsProps) {
  const locale = useLocale();
  const words = useHealthWords()(connection.health);
  const facts = channels.adapters.find(({ adapter }) => adapter === connection.adapter);
  return (
    <span className="flex items-start gap-3">
      <ChannelDot sign={connection.channel} className="mt-0.5" />
      <span className="min-w-0 flex-1">
        <span className="block truncate">
          <span className="font-semibold">
            <Words>{connection.name}</Words>
          </span>
          <span className="ml-2 text-ink-3">{facts?.name[locale] ?? connection.adapter}</span>
        </span>
        <span className="block text-ink-2">{words.join(' · ')}</span>
      </span>
      <HealthChip state={connection.health.state} />
    </span>
  );
}
