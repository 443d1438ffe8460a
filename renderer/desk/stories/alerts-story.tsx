import type { Alert } from '#shared/ipc/shell.ts';
import { SmallAlerts } from '../alert/small-alerts.tsx';

const CALL: Alert = {
  kind: 'call',
  title: '着信 · 佐藤 美咲',
  body: '',
  tag: 'call:1',
  target: null,
  actions: [
    { id: 'answer', label: '応答' },
    { id: 'decline', label: '拒否' },
  ],
  isUrgent: true,
};
const OFFER: Alert = {
  kind: 'offer',
  title: '木村 健さんからの引き継ぎ · James Li',
  body: '交換品は届いたが、フィルターの色が違う。今日中に折り返しがほしい。',
  tag: 'offer:1',
  target: null,
  actions: [
    { id: 'accept', label: '引き受ける' },
    { id: 'open', label: '開く' },
  ],
  isUrgent: true,
};
const MESSAGE: Alert = {
  kind: 'message',
  title: '新着メッセージ · 高橋 由紀',
  body: 'ありがとうございます。届きました！',
  tag: 'message:1',
  target: null,
  actions: [],
  isUrgent: false,
};
const LONG: Alert = {
  ...OFFER,
  tag: 'offer:2',
  title:
    '名古屋栄ラシック店　キッチンウェア売場（旧 栄地下店）木村 健さんからの引き継ぎ · Alexandria Featherstonehaugh-Cholmondeley',
  body: 'お客様は三回目のお電話です。前回の担当者が約束した返金がまだ届いておらず、銀行の明細と領収書の写真を送ってくださいました。ご確認のうえ、本日中にお返事をお願いします。',
};

const ALERTS: Readonly<Record<string, readonly Alert[]>> = {
  call: [CALL],
  offer: [OFFER],
  message: [MESSAGE],
  long: [LONG],
  several: [CALL, OFFER, MESSAGE, LONG],
};

const bridgeOf = (alerts: readonly Alert[]): Parameters<typeof SmallAlerts>[0]['bridge'] => ({
  waitingAlerts: async () => ({ ok: true, data: { alerts: [...alerts] } }),
  answerAlert: async () => ({ ok: true, data: undefined }),
  onAlertsChanged: () => () => undefined,
});
const bridges = new Map(Object.entries(ALERTS).map(([state, alerts]) => [state, bridgeOf(alerts)]));
const none = bridgeOf([]);

/** The small window, at the size that it has on the desktop (electron/windows/alert-bounds.ts). */
export function AlertsStory({ state }: { readonly state: string }) {
  return (
    <div style={{ width: 380, height: 132 * (ALERTS[state]?.length ?? 1) }}>
      <SmallAlerts bridge={bridges.get(state) ?? none} />
    </div>
  );
}
