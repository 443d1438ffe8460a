import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/checkbox.tsx';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { Card } from '../section-frame.tsx';
import type { SignOnPartProps } from './sign-on-form.ts';

/** Whether somebody whom the provider lets in and nobody knows becomes an agent, and of which teams. */
export function Newcomers({ value, set, settings }: SignOnPartProps) {
  const { t } = useTranslation('signOn');
  const { teamMap } = value;
  const teams = settings.teams.map(({ id, name }) => ({ value: id, label: name }));
  const change = (at: number, patch: Partial<(typeof teamMap)[number]>): void =>
    set({ teamMap: teamMap.map((one, index) => (index === at ? { ...one, ...patch } : one)) });
  const first = teams[0]?.value;
  return (
    <Card title={t('newcomers.title')} detail={t('newcomers.detail')}>
      <div className="flex max-w-[640px] flex-col gap-3">
        <Checkbox checked={value.createsPeople} onChange={(createsPeople) => set({ createsPeople })}>
          {t('newcomers.create')}
        </Checkbox>
        {value.createsPeople && (
          <>
            <Field label={t('newcomers.claim')} hint={t('newcomers.claimHint')}>
              <TextInput
                value={value.teamsClaim ?? ''}
                placeholder="groups"
                spellCheck={false}
                maxLength={200}
                onChange={(event) => set({ teamsClaim: event.target.value.trim() || null })}
              />
            </Field>
            <ul aria-label={t('newcomers.map')} className="flex flex-col gap-2">
              {teamMap.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id, and are only added at the end
                <li key={at} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_32px] items-center gap-2">
                  <TextInput
                    aria-label={t('newcomers.value')}
                    value={row.value}
                    spellCheck={false}
                    maxLength={300}
                    onChange={(event) => change(at, { value: event.target.value })}
                  />
                  <Select
                    label={t('newcomers.team')}
                    options={teams}
                    value={row.teamId}
                    onChange={(teamId) => change(at, { teamId })}
                  />
                  <IconButton
                    label={t('newcomers.remove', { value: row.value })}
                    icon={<Trash2 aria-hidden="true" size={16} />}
                    onClick={() => set({ teamMap: teamMap.filter((_, index) => index !== at) })}
                  />
                </li>
              ))}
            </ul>
            <div>
              <Button
                icon={<Plus aria-hidden="true" size={14} />}
                disabled={first === undefined || teamMap.length >= 200}
                onClick={() => first !== undefined && set({ teamMap: [...teamMap, { value: '', teamId: first }] })}
              >
                {t('newcomers.add')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Card>
  );
}
