import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Words } from '#renderer/ui/words.tsx';
import type { BrandSettings } from '#shared/domain/settings.ts';
import { Card } from '../section-frame.tsx';
import { useSave } from '../use-save.ts';
import type { WorkspaceSettings } from '../use-workspace-settings.ts';

const NONE = 'none';

/** The names we work under, each with the hours of its teams that have none of their own. */
export function Brands({ settings }: { readonly settings: WorkspaceSettings }) {
  const { t } = useTranslation('workspaceSettings');
  const [edited, setEdited] = useState<BrandSettings | 'new' | null>(null);
  const calendarName = (id: string | undefined): string =>
    settings.calendars.find((one) => one.id === id)?.name ?? t('hours.always');
  return (
    <Card
      title={t('brands.title')}
      detail={t('brands.detail')}
      actions={
        <Button icon={<Plus aria-hidden="true" size={14} />} onClick={() => setEdited('new')}>
          {t('brands.add')}
        </Button>
      }
    >
      {settings.brands.length === 0 ? (
        <p className="text-ink-3">{t('brands.none')}</p>
      ) : (
        <ul>
          {settings.brands.map((brand) => (
            <li key={brand.id} className="flex items-center gap-3 border-line border-t py-1.5 first:border-t-0">
              <span className="min-w-0 flex-1 truncate font-semibold">
                <Words>{brand.name}</Words>
              </span>
              <span className="truncate text-ink-2">
                <Words>{calendarName(brand.calendarId)}</Words>
              </span>
              <Button variant="ghost" aria-label={t('rename', { name: brand.name })} onClick={() => setEdited(brand)}>
                {t('change')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {edited !== null && <BrandDialog brand={edited} settings={settings} onClose={() => setEdited(null)} />}
    </Card>
  );
}

type BrandDialogProps = {
  readonly brand: BrandSettings | 'new';
  readonly settings: WorkspaceSettings;
  readonly onClose: () => void;
};

function BrandDialog({ brand, settings, onClose }: BrandDialogProps) {
  const { t } = useTranslation('workspaceSettings');
  const { t: common } = useTranslation();
  const saving = useSave();
  const first = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(brand === 'new' ? '' : brand.name);
  const [calendarId, setCalendarId] = useState(brand === 'new' ? NONE : (brand.calendarId ?? NONE));
  const save = async (): Promise<void> => {
    const fields = { name, calendarId: calendarId === NONE ? null : calendarId };
    const done =
      brand === 'new'
        ? await saving.save('brand:add', fields)
        : await saving.save('brand:change', { ...fields, id: brand.id, revision: brand.revision });
    if (done !== null) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={brand === 'new' ? t('brands.add') : brand.name}
      closeLabel={common('close')}
      width="s"
      initialFocus={first}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button variant="primary" busy={saving.isBusy} disabled={name.trim() === ''} onClick={() => void save()}>
            {t('save.save')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label={t('brands.name')}>
          <TextInput ref={first} value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t('brands.calendar')}>
          <Select
            options={[
              { value: NONE, label: t('hours.always') },
              ...settings.calendars.map((one) => ({ value: one.id, label: one.name })),
            ]}
            value={calendarId}
            onChange={setCalendarId}
          />
        </Field>
        {saving.error !== null && (
          <p role="alert" className="text-bad">
            {saving.error.message}
          </p>
        )}
      </div>
    </Dialog>
  );
}
