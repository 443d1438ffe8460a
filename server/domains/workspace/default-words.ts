/** How conversations end, in a new workspace; the most usual first ([CV8]). */
export const DEFAULT_OUTCOMES = [
  { code: 'solved', ja: '解決', en: 'Solved' },
  { code: 'information_given', ja: 'ご案内のみ', en: 'Information given' },
  { code: 'refunded', ja: '返金', en: 'Refunded' },
  { code: 'exchanged', ja: '交換', en: 'Exchanged' },
  { code: 'cancelled', ja: '注文キャンセル', en: 'Order cancelled' },
  { code: 'passed_on', ja: '他部署へ引き渡し', en: 'Passed on' },
  { code: 'no_answer', ja: 'お客様の返信なし', en: 'No answer from the customer' },
  { code: 'not_solved', ja: '未解決', en: 'Not solved' },
] as const;
