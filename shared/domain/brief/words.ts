import type { WaitingOn } from '../conversation.ts';
import type { CheckPurpose } from '../identity-check.ts';
import type { ORDER_STATES, RETURN_STATES, SHIPMENT_STATES } from '../item-data.ts';
import type { Locale } from '../people.ts';

type Both = Readonly<Record<Locale, string>>;
type State =
  | (typeof ORDER_STATES)[number]
  | (typeof SHIPMENT_STATES)[number]
  | (typeof RETURN_STATES)[number]
  | 'ready'
  | 'collected'
  | 'expired';

/** The few words that a brief adds to those of the items; the sender's language decides. */
export const STATE_WORDS: Readonly<Record<State, Both>> = {
  placed: { ja: '注文済み', en: 'placed' },
  paid: { ja: '支払い済み', en: 'paid' },
  processing: { ja: '準備中', en: 'being prepared' },
  shipped: { ja: '発送済み', en: 'shipped' },
  delivered: { ja: '配達済み', en: 'delivered' },
  cancelled: { ja: 'キャンセル', en: 'cancelled' },
  returned: { ja: '返品', en: 'returned' },
  prepared: { ja: '出荷準備', en: 'packed' },
  handed_over: { ja: '配送会社へ引渡し済み', en: 'with the carrier' },
  in_transit: { ja: '輸送中', en: 'on its way' },
  out_for_delivery: { ja: '配達中', en: 'out for delivery' },
  failed: { ja: '配達できず', en: 'delivery failed' },
  requested: { ja: '返品の申込み', en: 'return asked for' },
  approved: { ja: '返品を承認', en: 'return approved' },
  received: { ja: '返品を受領', en: 'return received' },
  refunded: { ja: '返金済み', en: 'refunded' },
  exchanged: { ja: '交換済み', en: 'exchanged' },
  refused: { ja: '返品を断った', en: 'return refused' },
  ready: { ja: '店舗受取の準備完了', en: 'ready for pickup at' },
  collected: { ja: '店舗で受取済み', en: 'picked up at' },
  expired: { ja: '店舗受取の期限切れ', en: 'not picked up at' },
};

export const ACT_WORDS = {
  cancel: { ja: '注文のキャンセル', en: 'cancelling it' },
  refund: { ja: '返金', en: 'a refund' },
  replace: { ja: '交換', en: 'a replacement' },
  change_address: { ja: '住所の変更', en: 'a change of address' },
  hold_in_store: { ja: '店舗での取り置き', en: 'holding it in a store' },
  ship_from_store: { ja: '店舗からの発送', en: 'shipping from a store' },
} as const satisfies Readonly<Record<string, Both>>;

export const RESULT_WORDS = {
  done: { ja: '済み', en: 'done' },
  unknown: { ja: '結果不明', en: 'outcome unknown' },
  failed: { ja: '失敗', en: 'failed' },
} as const satisfies Readonly<Record<string, Both>>;

export const VISIT_WORDS: Both = { ja: '来店', en: 'Visited' };

export const WAITS: Readonly<Record<WaitingOn, Both>> = {
  customer: { ja: 'お客様の回答待ち', en: 'Waiting for the customer' },
  store: { ja: '店舗の回答待ち', en: 'Waiting for the store' },
  warehouse: { ja: '倉庫の回答待ち', en: 'Waiting for the warehouse' },
  carrier: { ja: '配送会社の回答待ち', en: 'Waiting for the carrier' },
  maker: { ja: 'メーカーの回答待ち', en: 'Waiting for the maker' },
  lead: { ja: 'SVの確認待ち', en: 'Waiting for the lead' },
  other: { ja: '確認待ち', en: 'Waiting for an answer' },
};

export const PURPOSE_WORDS: Readonly<Record<CheckPurpose, Both>> = {
  inquiry: { ja: 'お問い合わせ', en: 'an inquiry' },
  address_change: { ja: '住所変更', en: 'a change of address' },
  refund: { ja: '返金', en: 'a refund' },
  disclosure: { ja: '情報の開示', en: 'disclosure' },
};

export const CHECKED: Readonly<Record<'passed' | 'failed', Both>> = {
  passed: { ja: '本人確認済み', en: 'Identity checked' },
  failed: { ja: '本人確認できず', en: 'Identity not confirmed' },
};
export const UNTIL: Both = { ja: 'まで有効', en: 'valid until' };
export const BY: Both = { ja: 'まで', en: 'by' };
export const OVERDUE: Both = { ja: '期限超過', en: 'overdue' };
