import { useEffect } from 'react';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import { formatMoney } from '#renderer/i18n/format.ts';
import { useLocale } from '#renderer/i18n/format-context.tsx';
import { useTranslation } from '#renderer/i18n/translation.ts';
import { Field, TextInput } from '#renderer/ui/field.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { ShopActName, ShopOrderView } from '#shared/domain/shop.ts';
import type { ActForm } from './act-form.ts';

type Props = {
  readonly order: ShopOrderView;
  readonly form: ActForm;
  readonly onChange: (form: ActForm) => void;
};

/** What one act asks for beside its reason. */
export function ActFields({ what, ...props }: Props & { readonly what: ShopActName }) {
  switch (what) {
    case 'cancel':
      return <CancelWords {...props} />;
    case 'refund':
      return <Amount {...props} />;
    case 'replace':
      return <Quantities {...props} />;
    case 'change_address':
      return <Address {...props} />;
    case 'hold_in_store':
    case 'ship_from_store':
      return <Place {...props} />;
  }
}

function CancelWords({ order: { refundable } }: Props) {
  const { t } = useTranslation('shop');
  const locale = useLocale();
  if (refundable === undefined) return null;
  return <p>{t('cancelDetail', { amount: formatMoney(refundable.amount, refundable.currency, locale) })}</p>;
}

function Amount({ order: { refundable }, form, onChange }: Props) {
  const { t } = useTranslation('shop');
  const locale = useLocale();
  const most = refundable && formatMoney(refundable.amount, refundable.currency, locale);
  return (
    <Field label={t('amount', { currency: refundable?.currency ?? '' })} hint={most && t('most', { amount: most })}>
      <TextInput
        inputMode="decimal"
        value={form.amount}
        className="figures w-40"
        onChange={(event) => onChange({ ...form, amount: event.target.value })}
      />
    </Field>
  );
}

function Quantities({ order, form, onChange }: Props) {
  const { t } = useTranslation('shop');
  return order.lines.map((line) => (
    <Field key={line.ref} label={t('quantity', { name: line.name })}>
      <TextInput
        inputMode="numeric"
        value={form.quantities[line.ref] ?? '0'}
        className="figures w-24"
        onChange={(event) => onChange({ ...form, quantities: { ...form.quantities, [line.ref]: event.target.value } })}
      />
    </Field>
  ));
}

const ADDRESS = ['name', 'postalCode', 'country', 'region', 'city', 'line1', 'line2'] as const;

function Address({ form, onChange }: Props) {
  const { t } = useTranslation('shop');
  return (
    <div className="grid grid-cols-2 gap-2">
      {ADDRESS.map((part) => (
        <Field key={part} label={t(`address.${part}`)}>
          <TextInput
            value={form.address[part]}
            autoComplete="off"
            onChange={(event) => onChange({ ...form, address: { ...form.address, [part]: event.target.value } })}
          />
        </Field>
      ))}
    </div>
  );
}

/** Stores, those that have the first of the goods before the others. */
function Place({ order, form, onChange }: Props) {
  const { t } = useTranslation('shop');
  const { connectionId, ref: orderRef } = order;
  const stock = useHubQuery('shop.stock', { connectionId, orderRef }, { staleMs: 30_000 });
  const places = stock.state === 'ready' ? (stock.data.goods[0]?.places ?? []) : [];
  const stores = places
    .filter((place) => place.kind === 'store')
    .sort((a, b) => (b.available ?? -1) - (a.available ?? -1));
  const wished = stores.find(({ id }) => id === form.placeId);
  useEffect(() => {
    if (form.place === null && wished !== undefined) onChange({ ...form, place: { id: wished.id, name: wished.name } });
  }, [form, onChange, wished]);
  return (
    <Field label={t('place')} {...(stock.state === 'error' && { error: t('stockFailed') })}>
      <Select
        label={t('place')}
        value={form.place?.id ?? null}
        onChange={(id) => {
          const place = stores.find((store) => store.id === id);
          if (place !== undefined) onChange({ ...form, place: { id, name: place.name } });
        }}
        options={stores.map(({ id, name, available }) => ({
          value: id,
          label: available === null ? t('notCounted', { name }) : t('inStock', { name, count: available }),
        }))}
      />
    </Field>
  );
}
