import { type ErrorRow, errorRow as row } from './error-row.ts';

/** Rows of the one registry about what leads do: live help, escalations, the board, reports and what they keep. */
export const LEADS_ERRORS = {
  owner_on_call: row(
    409,
    false,
    '{owner} is on the telephone with the customer. Listen or join the call, or have {owner} transfer it to you.',
    '{owner}がお客様と通話中です。通話を聞く・参加するか、{owner}に転送を依頼してください。',
  ),
  no_call_help: row(
    409,
    false,
    'This call cannot be listened to or joined ({reason}): its audio goes straight to the agent’s desk, or no telephone is set up for you. Whisper in writing instead.',
    'この通話は聞く・ささやく・参加することができません（{reason}）。音声が担当者の端末に直接届くか、あなたの電話が設定されていません。SVメモをお使いください。',
  ),
  not_taken_over: row(
    409,
    false,
    'You have not taken this conversation over from anybody. Hand it off, or give it to the queue.',
    'この案件は交代で受けたものではありません。引き継ぐか、キューに戻してください。',
  ),
  escalation_open: row(
    409,
    false,
    'The leads have this question already. Add to it on the thread, or withdraw it first.',
    'この件はすでにSVに相談中です。補足はスレッドに書くか、先に取り下げてください。',
  ),
  escalation_decided: row(
    409,
    false,
    '{by} was first: it is {escalation}. Nothing was changed.',
    '{by}が先に決めました（{escalation}）。変更していません。',
  ),
  escalation_reviewed: row(
    409,
    false,
    '{by} is looking at it already. You may still decide it.',
    '{by}がすでに確認中です。判断することはできます。',
  ),
  note_needed: row(
    400,
    false,
    'Say in a note what is to be done before it goes back.',
    '差し戻すときは、何をすればよいかをメモに書いてください。',
  ),
  reply_shortcut_taken: row(
    409,
    false,
    'Another saved reply is called with /{shortcut} already. Choose another word.',
    '「/{shortcut}」は別の定型文で使われています。別の呼び出し文字にしてください。',
  ),
  reply_unfilled: row(
    400,
    false,
    'Not filled in yet: {names}. Write what belongs there, then send.',
    '未入力の項目があります：{names}。入力してから送信してください。',
  ),
  wording_blocked: row(
    400,
    false,
    '“{found}” is not written to customers: {reason} In its place: {instead}.',
    '「{found}」はお客様への返信に使えません（{reason}）。言い換え：{instead}',
  ),
  approval_waiting: row(
    409,
    false,
    'An answer in this conversation waits for a lead already. Take it back to change it, or wait for the decision; until then nothing else is sent and it stays open.',
    'この案件では返信がSVの承認待ちです。取り下げるか、承認をお待ちください。それまでは、ほかの送信も完了もできません。',
  ),
  approval_needed: row(
    403,
    false,
    'By the rule “{rule}” your own words wait for a lead, and these can not. Nothing was sent. Use the standard words, or send yours as a reply.',
    'ルール「{rule}」により、ご自身の文はSVの承認が必要です。送信していません。定型の案内文を使うか、返信として送ってください。',
  ),
  approval_decided: row(409, false, '{by} was first. Nothing was changed.', '{by}が先に決めました。変更していません。'),
  approval_moved: row(
    409,
    false,
    'The conversation has another owner or channel by now, or is closed. Nothing was sent; its author gets the words back.',
    '担当かチャネルが変わったか、すでに完了しています。送信していません。本文は書いた担当者に戻ります。',
  ),
  address_unknown: row(
    409,
    false,
    'Not of this thread: {addresses}. Nothing was sent. Check the addresses, then send again if they are right.',
    'この応対履歴に出てきたことのない宛先です：{addresses}。送信していません。宛先を確かめ、正しければもう一度送信してください。',
  ),
  outcome_needed: row(400, false, 'Choose the outcome before you close it.', '終了する前に結果を選んでください。'),
} as const satisfies Record<string, ErrorRow>;
