import {
  type ShopAct,
  type ShopActName,
  type ShopAddress,
  type ShopOrderView,
  shopActSchema,
} from '#shared/domain/shop.ts';
import type { Wanted } from './use-shop-order.ts';

/** What the dialog of an act holds, as people type it. */
export type ActForm = {
  readonly amount: string;
  readonly quantities: Readonly<Record<string, string>>;
  readonly address: Readonly<Record<Exclude<keyof ShopAddress, 'phone'>, string>>;
  readonly place: { readonly id: string; readonly name: string } | null;
  readonly placeId: string | null;
};

export const firstForm = (order: ShopOrderView, wanted: Wanted): ActForm => ({
  amount: order.refundable === undefined ? '' : String(order.refundable.amount),
  quantities: Object.fromEntries(order.lines.map((line, i) => [line.ref, i === 0 ? '1' : '0'])),
  address: { name: '', postalCode: '', country: 'JP', region: '', city: '', line1: '', line2: '' },
  place: null,
  placeId: wanted.placeId ?? null,
});

/** The act that a form says, or null while it says none. Full-width figures are figures. */
export function actOf(what: ShopActName, form: ActForm): ShopAct | null {
  const parsed = shopActSchema.safeParse({ what, ...fieldsOf(what, form) });
  return parsed.success ? parsed.data : null;
}

const number = (text: string): number => Number(text.normalize('NFKC').replace(/[,\s]/g, '') || Number.NaN);

function fieldsOf(what: ShopActName, form: ActForm): object {
  switch (what) {
    case 'cancel':
      return {};
    case 'refund':
      return { amount: number(form.amount) };
    case 'replace':
      return {
        lines: Object.entries(form.quantities)
          .map(([ref, text]) => ({ ref, quantity: number(text) }))
          .filter(({ quantity }) => quantity !== 0),
      };
    case 'change_address':
      return { address: form.address };
    case 'hold_in_store':
    case 'ship_from_store':
      return form.place === null ? {} : { placeId: form.place.id, placeName: form.place.name };
  }
}
