import { Plus, Store } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { EmptyState } from '#renderer/ui/empty-state.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { StoreSettings } from '#shared/domain/settings.ts';
import { AddressCard } from '../address-card.tsx';
import { Row, Rows } from '../rows.tsx';
import { SectionFrame } from '../section-frame.tsx';
import { goToSection, NEW } from '../sections.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';
import { ClerkPlaces } from './clerk-places.tsx';

/** Every store with what waits there, who works where, and the page that clerks open. */
export function StoreList({ settings }: { readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const add = (
    <Button variant="primary" icon={<Plus aria-hidden="true" size={14} />} onClick={() => goToSection('stores', NEW)}>
      {t('stores.add')}
    </Button>
  );
  const isEmpty = settings.stores.length === 0;
  return (
    <SectionFrame title={t('sections.stores')} detail={t('stores.detail')} actions={!isEmpty && add}>
      {isEmpty ? (
        <EmptyState
          icon={<Store aria-hidden="true" size={22} />}
          title={t('stores.none')}
          detail={t('stores.noneDetail')}
          action={add}
        />
      ) : (
        <Rows label={t('sections.stores')}>
          {settings.stores.map((store) => (
            <StoreRow key={store.id} store={store} clerks={clerksAt(settings, store.id)} />
          ))}
        </Rows>
      )}
      {!isEmpty && <ClerkPlaces settings={settings} />}
      <AddressCard title={t('stores.page')} detail={t('stores.pageDetail')} url={settings.clerkUrl} />
    </SectionFrame>
  );
}

const clerksAt = (settings: WorkspaceSettings, storeId: string): number =>
  settings.people.filter((person) => person.active && person.storeId === storeId).length;

function StoreRow({ store, clerks }: { readonly store: StoreSettings; readonly clerks: number }) {
  const { t } = useTranslation('workspaceSettings');
  const facts = [
    store.code,
    ...(store.phone === undefined ? [] : [store.phone]),
    t('stores.clerks', { count: clerks }),
  ];
  return (
    <Row onOpen={() => goToSection('stores', store.id)} isQuiet={!store.active}>
      <span className="flex items-center gap-3">
        <span className="min-w-0 flex-1">
          <span className="block truncate font-semibold">
            <Words>{store.name}</Words>
          </span>
          <span className="figures block truncate text-ink-2">{facts.join(' · ')}</span>
        </span>
        {store.openQuestions > 0 && <Chip>{t('stores.questions', { count: store.openQuestions })}</Chip>}
        {!store.active && <Chip>{t('stores.closed')}</Chip>}
      </span>
    </Row>
  );
}
