import { DEMO_CUSTOMERS, type DemoCustomer } from './cast.ts';
import { type DemoStep, turn } from './past-talk.ts';
import { questionSteps } from './questions.ts';

const MINUTE = 60_000;

/** What happened this morning and lies open now: a chat handed over from the phone desk, a queue, waits and promises. */
export function todaySteps(now: Date): DemoStep[] {
  const ago = (minutes: number) => new Date(now.getTime() - minutes * MINUTE);
  return [...misaki(ago), ...james(ago), ...others(ago), ...questionSteps(ago)];
}

type Ago = (minutes: number) => Date;

function cast(key: string): DemoCustomer {
  const customer = DEMO_CUSTOMERS.find((c) => c.key === key);
  if (customer === undefined) throw new Error(`no demo customer ${key}`);
  return customer;
}

/** The picture of the sketch: store in the morning, a call, and a chat handed over with its brief. */
function misaki(ago: Ago): DemoStep[] {
  const customer = cast('sato-misaki');
  const said = (minutes: number, who: 'c' | 'a' | 'n', text: string, login = 'kimura'): DemoStep => ({
    at: ago(minutes),
    act: turn(ago(minutes), who, { customer, login, text }),
  });
  const event = (minutes: number, body: Record<string, unknown>): DemoStep => ({
    at: ago(minutes),
    act: (stage) => stage.event(ago(minutes), customer, body),
  });
  const offerAt = ago(21);
  return [
    event(9 * 24 * 60, {
      externalId: 'demo-kissa-order',
      kind: 'order',
      channel: 'shop',
      data: {
        number: '#W2611340',
        state: 'paid',
        total: { amount: 48_900, currency: 'JPY' },
        payment: 'クレジットカード',
        items: [{ sku: 'K2-WN', name: 'エスプレッソマシン「Kissa 2」ウォルナット', quantity: 1 }],
      },
    }),
    event(6 * 24 * 60, {
      externalId: 'demo-kissa-delivered',
      kind: 'shipment',
      channel: 'shop',
      data: { orderNumber: '#W2611340', carrier: 'ヤマト運輸', trackingNumber: '4417-2290-1183', state: 'delivered' },
    }),
    event(170, {
      externalId: 'demo-ginza-visit',
      kind: 'visit',
      channel: 'store',
      data: { store: '銀座店', summary: '交換用の水タンクをお求め。在庫なし。' },
    }),
    event(35, {
      externalId: 'demo-misaki-call',
      kind: 'call',
      channel: 'phone',
      direction: 'in',
      historical: true,
      data: {
        durationSec: 372,
        outcome: 'answered',
        agentName: '木村',
        summary: 'タンクの左側にひびが入り、水が漏れる。写真をチャットで送っていただくようご案内。',
      },
    }),
    said(30, 'c', '先ほどお電話した佐藤です。水タンクのひびの件です。'),
    said(
      28,
      'a',
      'ノースロースタリーの木村です。お電話ありがとうございました。タンクのひびの写真を、こちらにお送りいただけますか。',
    ),
    {
      at: ago(26),
      act: (stage) =>
        stage.agentDoes(ago(26), { login: 'kimura', customer }, 'commitment:make', (c) => ({
          conversationId: c.id,
          epoch: c.epoch,
          text: '返送なしで交換品を手配',
          dueAt: ago(-200).toISOString(),
        })),
    },
    categorised(ago(25), { login: 'kimura', customer }, 'Faulty'),
    said(24, 'n', '品質チームへ連絡済み。交換品は倉庫41、渋谷店3、銀座店0。'),
    {
      at: offerAt,
      act: (stage) =>
        stage.handOver(offerAt, customer, {
          from: 'kimura',
          to: 'aoyama',
          brief: (seq) => ({
            wants: [{ text: 'タンクのひびの写真を見てほしい', items: [seq] }],
            done: [{ text: '注文 #W2611340 を確認、保証期間内', items: [] }],
            promised: [{ text: '返送なしで交換品を手配', items: [] }],
            next: [{ text: '写真を確認し、発送または店舗受け取りをご案内', items: [] }],
            identity: [{ text: '電話番号と注文番号で確認済み', items: [] }],
          }),
        }),
    },
    said(6, 'c', '写真を送ります。左側にひびが入っています。'),
    said(
      4,
      'a',
      'ノースロースタリーの青山でございます。木村より引き継ぎ、ご用件を承っております。交換品をお送りするか、本日18時以降に渋谷店でお受け取りいただくこともできます。',
      'aoyama',
    ),
    said(2, 'c', '渋谷店で受け取りたいです。'),
  ];
}

/** What the matter is, as its owner put it. */
function categorised(at: Date, who: { login: string; customer: DemoCustomer }, category: string): DemoStep {
  return {
    at,
    act: async (stage) => {
      const categoryId = await stage.categoryId(category);
      await stage.agentDoes(at, who, 'conversation:categorise', (c) => ({
        conversationId: c.id,
        epoch: c.epoch,
        categoryId,
      }));
    },
  };
}

function james(ago: Ago): DemoStep[] {
  const customer = cast('james-li');
  const said = (minutes: number, who: 'c' | 'a' | 'n', text: string): DemoStep => ({
    at: ago(minutes),
    act: turn(ago(minutes), who, { customer, login: 'aoyama', text }),
  });
  return [
    said(19, 'c', 'Hi, I think I was billed twice for order #W261200. Second time I write about this this week.'),
    said(
      12,
      'a',
      'Hello James, I am sorry for the trouble. I can see two authorisations and am asking our payment provider now.',
    ),
    {
      at: ago(11),
      act: (stage) =>
        stage.agentDoes(ago(11), { login: 'aoyama', customer }, 'commitment:make', (c) => ({
          conversationId: c.id,
          epoch: c.epoch,
          text: 'Answer about the second charge',
          dueAt: ago(-95).toISOString(),
        })),
    },
    categorised(ago(10), { login: 'aoyama', customer }, 'Charges'),
    said(3, 'c', 'Thanks. I will wait here for a moment.'),
  ];
}

function others(ago: Ago): DemoStep[] {
  const chat = (key: string, minutes: number, text: string): DemoStep => ({
    at: ago(minutes),
    act: (stage) => stage.customerSays(ago(minutes), cast(key), text),
  });
  const anya = cast('anya-garcia');
  const shimizu = cast('shimizu-naoko');
  return [
    chat('anya-garcia', 300, 'My parcel shows “delivered” but nothing is here.'),
    {
      at: ago(296),
      act: turn(ago(296), 'a', {
        customer: anya,
        login: 'aoyama',
        text: 'I am sorry! I have opened a search with the carrier and will write again when they answer, by 16:00 at the latest.',
      }),
    },
    {
      at: ago(295),
      act: (stage) =>
        stage.agentDoes(ago(295), { login: 'aoyama', customer: anya }, 'conversation:set-status', (c) => ({
          conversationId: c.id,
          epoch: c.epoch,
          status: 'waiting',
          waitingOn: 'carrier',
          until: ago(-120).toISOString(),
        })),
    },
    categorised(ago(294), { login: 'aoyama', customer: anya }, 'Lost'),
    chat('shimizu-naoko', 90, 'ドリッパーの02は食洗機に入れられますか？'),
    {
      at: ago(80),
      act: turn(ago(80), 'a', {
        customer: shimizu,
        login: 'aoyama',
        text: 'お問い合わせありがとうございます。陶器のため食洗機でもお使いいただけますが、高温乾燥はお避けください。ほかにご不明な点はございますか。',
      }),
    },
    {
      at: ago(79),
      act: (stage) =>
        stage.agentDoes(ago(79), { login: 'aoyama', customer: shimizu }, 'conversation:set-status', (c) => ({
          conversationId: c.id,
          epoch: c.epoch,
          status: 'waiting',
          waitingOn: 'customer',
        })),
    },
    chat('tanaka-ichiro', 8, '店舗受け取りの時間を変えたいのですが、今日の19時でもよいですか？'),
    chat('ivan-santos', 5, 'Can I change the address of my order? It has not shipped yet.'),
    chat('mori-haruka', 2, '注文したマグの縁が少し欠けていました。写真を送れます。'),
  ];
}
