import { DEMO_CUSTOMERS, type DemoCustomer } from './cast.ts';
import { type DemoStep, turn } from './past-talk.ts';

type Ago = (minutes: number) => Date;

const OWNER = 'kimura';
const LEAD = 'sanada';
const DAY = 24 * 60;

function cast(key: string): DemoCustomer {
  const customer = DEMO_CUSTOMERS.find((one) => one.key === key);
  if (customer === undefined) throw new Error(`no demo customer ${key}`);
  return customer;
}

const talk = (customer: DemoCustomer, ago: Ago) => (minutes: number, who: 'c' | 'a' | 'n', text: string) => ({
  at: ago(minutes),
  act: turn(ago(minutes), who, { customer, login: OWNER, text }),
});

/** What the lead finds on the review page: a refund to approve, a customer who comes back, and one that was answered. */
export const questionSteps = (ago: Ago): DemoStep[] => [...brokenCups(ago), ...threeTimes(ago), ...answered(ago)];

function brokenCups(ago: Ago): DemoStep[] {
  const customer = cast('watanabe-daisuke');
  const said = talk(customer, ago);
  return [
    {
      at: ago(2 * DAY),
      act: (stage) =>
        stage.event(ago(2 * DAY), customer, {
          externalId: 'demo-cups-visit',
          kind: 'visit',
          channel: 'store',
          data: { store: '渋谷店', summary: '結婚祝いのカップ6個セットをご相談。オンラインでご注文いただくことに。' },
        }),
    },
    {
      at: ago(52),
      act: (stage) =>
        stage.event(ago(52), customer, {
          externalId: 'demo-cups-call',
          kind: 'call',
          channel: 'phone',
          direction: 'in',
          historical: true,
          data: {
            durationSec: 268,
            outcome: 'answered',
            agentName: '木村',
            summary: 'カップ6個セットのうち2個が割れて届いた。写真をチャットでお送りいただくようご案内。',
          },
        }),
    },
    said(
      34,
      'c',
      '先ほどお電話した渡辺です。割れていたのは2個ですが、贈り物なのでセットすべてを返金していただけませんか。',
    ),
    said(
      31,
      'a',
      'ノースロースタリーの木村でございます。贈り物とのこと、申し訳ございません。責任者に確認いたしますので、少々お待ちください。',
    ),
    {
      at: ago(11),
      act: (stage) =>
        stage.agentDoes(ago(11), { login: OWNER, customer }, 'escalation:raise', (c) => ({
          conversationId: c.id,
          epoch: c.epoch,
          question:
            '贈り物のカップ6個セットのうち2個が割れて届きました。規定では2個分の返金ですが、セット全額 ¥38,400 の返金をご希望です。全額で承認いただけますか。',
          asked: 'approval',
          amount: { amount: 38_400, currency: 'JPY' },
        })),
    },
  ];
}

/** The third time within the week: the rule raises it by itself. */
function threeTimes(ago: Ago): DemoStep[] {
  const customer = cast('kato-emi');
  const said = talk(customer, ago);
  return [
    said(4 * DAY, 'c', '定期便の豆が今月まだ届いていません。'),
    said(4 * DAY - 6, 'a', 'ご不便をおかけしております。倉庫に確認し、本日中に発送いたします。'),
    said(2 * DAY, 'c', 'まだ届きません。発送されたのでしょうか。'),
    said(2 * DAY - 9, 'a', '申し訳ございません。配送業者に調査を依頼いたしました。'),
    said(27, 'c', '三度目の連絡です。どなたか責任を持って調べていただけませんか。'),
    said(24, 'a', '何度もお手数をおかけし、大変申し訳ございません。ただいま確認しております。'),
  ];
}

function answered(ago: Ago): DemoStep[] {
  const customer = cast('yoshida-akiko');
  const said = talk(customer, ago);
  const asked = { id: '' };
  return [
    said(200, 'c', '開封したコーヒー豆は返品できますか？香りが好みと違いました。'),
    {
      at: ago(196),
      act: async (stage) => {
        const { escalation } = await stage.agentDoes(ago(196), { login: OWNER, customer }, 'escalation:raise', (c) => ({
          conversationId: c.id,
          epoch: c.epoch,
          question: '開封済みの豆の返品をご希望です。お断りしてよいか、代わりのご提案がないか、ご助言をお願いします。',
          asked: 'advice',
        }));
        asked.id = escalation.id;
      },
    },
    {
      at: ago(190),
      act: (stage) =>
        stage.gives(ago(190), LEAD, 'escalation:decide', {
          escalationId: asked.id,
          decision: 'return',
          note: '返品はお受けできませんが、次回の10%割引をご提案してください。焙煎度の浅い豆もご案内を。',
        }),
    },
    said(186, 'a', '開封後の豆の返品は承れませんが、次回のご注文でお使いいただける10%の割引をご用意いたします。'),
    {
      at: ago(180),
      act: (stage) =>
        stage.agentDoes(ago(180), { login: OWNER, customer }, 'escalation:resolve', () => ({
          escalationId: asked.id,
          outcome: 'explained',
        })),
    },
  ];
}
