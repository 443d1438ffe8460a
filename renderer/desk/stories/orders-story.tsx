import { useEffect } from 'react';
import { DeskClientProvider } from '#renderer/data/hooks/desk-client-context.tsx';
import type { CustomerPanel, OrderCard } from '#shared/domain/customer.ts';
import type { CheckState } from '#shared/domain/identity-check.ts';
import type { ShopActView, ShopOrderView } from '#shared/domain/shop.ts';
import { openDialog } from '../app/open-dialog.ts';
import { CustomerColumn } from '../customer-column.tsx';
import { DeskDialogs } from '../desk-dialogs.tsx';
import { Composer } from '../features/composer/index.ts';
import { ConversationHeader } from '../features/conversation-top/index.ts';
import { CheckChip, CheckEditor } from '../features/identity-check/index.ts';
import { ActDialog } from '../features/order-acts/act-dialog.tsx';
import { ReplyStockNotice } from '../features/order-acts/index.ts';
import { goTo } from '../routes.ts';
import { CONVERSATION, fakeDesk, IDS } from './fake-desk.ts';

const yen = (amount: number) => ({ amount, currency: 'JPY' });
const order = (number: string, over: Partial<OrderCard>): OrderCard => ({
  number,
  state: 'paid',
  total: yen(48_900),
  items: [{ name: 'Kissa 2, walnut', quantity: 1 }],
  payment: 'カード',
  customerId: IDS.customer,
  seq: 3,
  placedAt: '2025-11-14T10:02:00.000Z',
  updatedAt: '2025-11-17T10:02:00.000Z',
  shipments: [],
  ...over,
});

const CARDS = [
  order('#W2611340', {
    state: 'processing',
    returnUntil: '2025-12-01T00:00:00.000Z',
    shipments: [
      { carrier: 'Yamato', trackingNumber: '4417-2290-1183', state: 'prepared', at: '2025-11-17T00:00:00.000Z' },
    ],
  }),
  order('#W2610002', { state: 'delivered', items: [{ name: '深煎りブレンド 200g', quantity: 3 }], total: yen(4200) }),
];

const act = (over: Partial<ShopActView>): ShopActView => ({
  id: '0199a000-0000-7000-8000-000000000901',
  what: 'refund',
  state: 'done',
  amount: yen(5000),
  reason: 'ひび割れ',
  by: '青山 さくら',
  at: '2025-11-17T04:40:00.000Z',
  ...over,
});

const ORDER: ShopOrderView = {
  connectionId: '0199a000-0000-7000-8000-000000000900',
  shop: 'North Roastery',
  ref: '1',
  number: '#W2611340',
  state: 'processing',
  lines: [{ ref: 'l1', name: 'Water tank K2-T', sku: 'K2-T', quantity: 1 }],
  total: yen(48_900),
  refundable: yen(43_900),
  acts: ['cancel', 'refund', 'replace', 'change_address', 'hold_in_store', 'ship_from_store'],
  stock: true,
  recent: [act({ state: 'unknown', amount: yen(800) }), act({})],
};

const place = (id: string, name: string, kind: 'store' | 'warehouse', available: number) => ({
  id,
  name,
  kind,
  available,
});
const STOCK = {
  asOf: '2025-11-17T04:50:00.000Z',
  goods: [
    {
      lineRef: 'l1',
      name: 'Water tank K2-T',
      places: [
        place('1', '銀座店', 'store', 0),
        place('2', '渋谷店', 'store', 3),
        place('9', '東京倉庫', 'warehouse', 41),
      ],
    },
  ],
};

const fact = (code: string, nameJa: string, nameEn: string) => ({ code, nameJa, nameEn });
const FACTS = [
  fact('phone_number', '電話番号', 'Phone number'),
  fact('order_number', '注文番号', 'Order number'),
  fact('order_total', 'お支払い金額', 'Amount paid'),
];
const check = (purpose: CheckState['purpose'], isDone: boolean): CheckState => ({
  purpose,
  needed: 2,
  minutes: 30,
  facts: FACTS,
  standing: isDone ? 'enough' : 'none',
  ...(isDone && {
    last: {
      id: '0199a000-0000-7000-8000-000000000911',
      purpose,
      passed: true,
      facts: ['phone_number', 'order_number'],
      needed: 2,
      channel: 'chat',
      by: '木村 拓',
      at: '2025-11-17T04:42:00.000Z',
      expiresAt: '2030-11-17T05:12:00.000Z',
    },
  }),
});

/** Orders with acts, stock and the check: `?story=orders&state=full`, `locked`, `empty`, `failed`, `editor`; `&dialog=identity-check`. */
export function OrdersStory({ state, dialog }: { readonly state: string; readonly dialog: string | null }) {
  const isChecked = state !== 'locked';
  const { client } = fakeDesk({
    ask: (name) => {
      if (name === 'shop.orders') return { orders: state === 'empty' ? [] : [ORDER] };
      if (name === 'shop.stock') {
        if (state === 'failed') throw new Error('no stock');
        return STOCK;
      }
      if (name === 'check.state')
        return {
          purposes: [
            check('inquiry', false),
            check('address_change', false),
            check('refund', isChecked),
            check('disclosure', false),
          ],
        };
      if (name === 'check.lists')
        return { lists: [{ purpose: 'refund', needed: 2, minutes: 30, facts: FACTS, revision: 1 }] };
      if (name === 'shop.check-reply')
        return {
          notices: [
            {
              code: 'no_stock_in_store',
              level: 'warn',
              text: {
                ja: '銀座店に「Water tank K2-T」の在庫がありません。在庫あり：渋谷店 3',
                en: '銀座店 has no “Water tank K2-T”. In stock: 渋谷店 3.',
              },
            },
          ],
        };
      if (name === 'customer.panel') return PANEL(state);
      if (name === 'identity.of' || name.startsWith('identity.')) return undefined;
      return undefined;
    },
  });
  useEffect(() => {
    goTo({ tab: 'mine', conversationId: IDS.conversation }, { replace: true });
    if (dialog === 'identity-check') openDialog('identity-check', { conversationId: IDS.conversation });
  }, [dialog]);
  return (
    <DeskClientProvider client={client}>
      {state === 'editor' ? (
        <div className="mx-auto h-screen max-w-3xl overflow-y-auto p-6">
          <CheckEditor />
        </div>
      ) : (
        <div className="grid h-screen grid-cols-[1fr_332px]">
          <main className="flex min-w-0 flex-col justify-between">
            <ConversationHeader
              conversation={CONVERSATION}
              customer={PANEL(state).customer}
              chips={<CheckChip conversationId={IDS.conversation} />}
            />
            <Composer
              conversationId={IDS.conversation}
              replyNotice={() => (
                <ReplyStockNotice
                  conversationId={IDS.conversation}
                  text="本日18時以降に銀座店でお受け取りいただけます。"
                />
              )}
            />
          </main>
          <aside className="min-h-0 border-line border-l bg-panel">
            <CustomerColumn conversationId={IDS.conversation} />
          </aside>
        </div>
      )}
      {dialog === 'refund' && (
        <ActDialog
          order={ORDER}
          wanted={{ what: 'refund' }}
          acting={{ conversationId: IDS.conversation, epoch: 1 }}
          onClose={() => undefined}
        />
      )}
      <DeskDialogs conversationId={IDS.conversation} />
    </DeskClientProvider>
  );
}

const PANEL = (state: string): CustomerPanel => ({
  customer: {
    id: IDS.customer,
    name: '佐藤 美咲',
    kana: 'さとう みさき',
    locale: 'ja',
    since: '2021-04-01T00:00:00.000Z',
    care: [],
    lastSeq: 6,
  },
  contactPoints: [],
  conversations: [CONVERSATION],
  promises: [],
  orders: {
    cards: state === 'empty' ? [] : CARDS,
    count: state === 'empty' ? 0 : 7,
    capped: false,
    total: state === 'empty' ? [] : [yen(182_400)],
  },
  visits: [],
});
