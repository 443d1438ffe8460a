import { detailWord } from './detail-words.ts';
import { type ErrorRow, errorRow as row } from './error-row.ts';
import { BACKUP_ERRORS } from './errors-backup.ts';
import { LEADS_ERRORS } from './errors-leads.ts';
import { SIGN_ON_ERRORS } from './errors-sign-on.ts';

/**
 * The one registry of error codes. Each row: HTTP status, whether the same request may be tried again unchanged, and
 * what the person reads in both languages: what happened and what to do. `{name}` is filled from the error's details.
 */
export const ERRORS = {
  // the request itself
  malformed: row(
    400,
    false,
    'The request is not valid JSON: {reason}. Send UTF-8 JSON.',
    'リクエストが正しいJSONではありません（{reason}）。UTF-8のJSONで送ってください。',
  ),
  invalid: row(400, false, 'Some fields are not as expected: {reason}.', '入力内容に誤りがあります：{reason}'),
  unknown_command: row(
    404,
    false,
    'There is no command or query named “{name}”.',
    '「{name}」という操作はありません。',
  ),
  unknown_kind: row(
    400,
    false,
    'Unknown kind “{found}”. Expected one of: {expected}.',
    '種別「{found}」は扱えません。使えるもの：{expected}',
  ),
  too_large: row(413, false, 'This is too large: at most {limit} are accepted.', '大きすぎます。上限は{limit}です。'),
  unsupported_file: row(
    415,
    false,
    'Files of this type cannot be sent. Accepted: {expected}.',
    'この形式のファイルは送れません。使えるもの：{expected}',
  ),
  future_date: row(
    400,
    false,
    'The time {found} is more than five minutes ahead. Check the sender’s clock.',
    '日時 {found} が5分以上先です。送信元の時計をご確認ください。',
  ),
  date_out_of_range: row(
    400,
    false,
    'The time {found} is outside 1970 to today.',
    '日時 {found} は1970年から現在までの範囲にありません。',
  ),
  rate_limited: row(
    429,
    true,
    'Too many requests. Try again in {seconds} s.',
    'リクエストが多すぎます。{seconds}秒後にもう一度お試しください。',
  ),
  point_conflict: row(
    409,
    false,
    'Somebody else holds this contact point as verified. Mark it as shared, move it, or join the two customers first.',
    'この連絡先は、ほかのお客様が確認済みとして持っています。共用にする、移す、または同じ方としてまとめてからお試しください。',
  ),
  point_blocked: row(
    409,
    false,
    'This contact point is blocked: {reason}. Unblock it first, or answer on another channel.',
    'この連絡先はブロックされています（{reason}）。解除するか、別のチャネルでお返事ください。',
  ),
  not_found: row(
    404,
    false,
    'Not found. It may have been removed or the address is wrong.',
    '見つかりません。削除されたか、指定が間違っています。',
  ),
  version_unsupported: row(
    426,
    false,
    'This app speaks version {found}; the hub serves {expected}. Update the app.',
    'このアプリ（バージョン{found}）は接続できません。ハブの対応：{expected}。アプリを更新してください。',
  ),
  // who is asking
  wrong_credentials: row(401, false, 'The login or the password is wrong.', 'ログインIDまたはパスワードが違います。'),
  too_many_attempts: row(
    429,
    true,
    'Too many failed sign-ins. Try again in {minutes} min.',
    'サインインの失敗が続いたため、{minutes}分後にもう一度お試しください。',
  ),
  not_signed_in: row(
    401,
    false,
    'You are not signed in, or the session has ended. Sign in again.',
    'サインインしていないか、セッションが終了しました。もう一度サインインしてください。',
  ),
  token_expired: row(
    401,
    true,
    'The access token has expired. Refresh it and try again.',
    'アクセストークンの期限が切れました。更新してもう一度お試しください。',
  ),
  session_revoked: row(
    401,
    false,
    'This session was ended by an administrator or by a sign-in elsewhere.',
    'このセッションは管理者または別のサインインにより終了しました。',
  ),
  forbidden: row(
    403,
    false,
    'You may not do this. Ask a lead or an administrator.',
    'この操作の権限がありません。SVまたは管理者にご相談ください。',
  ),
  // conversations and handoffs
  not_owner: row(
    409,
    false,
    'This conversation is with {owner} now. Nothing was sent.',
    'この案件の担当は現在{owner}です。送信していません。',
  ),
  already_claimed: row(409, false, '{owner} was first. The conversation is theirs.', '{owner}が先に担当になりました。'),
  call_taken: row(409, false, '{owner} has taken the call.', '{owner}が電話に出ました。'),
  call_over: row(409, false, 'The call is over.', 'この通話はすでに終わっています。'),
  not_on_call: row(409, false, 'Only who holds the call can do that.', 'この操作は通話中の担当者だけが行えます。'),
  no_phone: row(
    409,
    false,
    'No telephone is connected for you: {reason}. Ask an administrator to connect one.',
    '電話が接続されていません（{reason}）。管理者に接続を依頼してください。',
  ),
  not_a_number: row(
    400,
    false,
    '“{found}” is not a telephone number that can be called.',
    '「{found}」は発信できる電話番号ではありません。',
  ),
  stale: row(
    409,
    false,
    'Something new came in while you were writing. Nothing was sent; look at it and send again.',
    '入力中に新しい動きがありました。送信していません。内容を確認してから送り直してください。',
  ),
  handoff_open: row(
    409,
    false,
    'A handoff of this conversation is already open.',
    'この案件はすでに引き継ぎ依頼中です。',
  ),
  handoff_decided: row(
    409,
    false,
    'This handoff is already {state}.',
    'この引き継ぎはすでに決まっています（{state}）。',
  ),
  work_offer_over: row(
    409,
    false,
    'This conversation is no longer offered to you. It may be in the queue still.',
    'この会話のご案内は終わりました。キューに残っている場合があります。',
  ),
  receiver_unavailable: row(
    409,
    false,
    '{name} is not available now. Choose somebody else or the team.',
    '{name}は現在対応できません。別の担当者かチームを選んでください。',
  ),
  wrong_state: row(409, false, 'That is not possible while it is {state}.', '現在の状態（{state}）ではできません。'),
  wrapup_missing: row(
    400,
    false,
    'Before resolving, the team needs: {fields}.',
    '対応完了の前に入力が必要です：{fields}',
  ),
  internal_item: row(403, false, 'Internal items never go to the customer.', '社内向けの内容はお客様に送れません。'),
  person_speaks: row(
    409,
    false,
    'A person has taken over this conversation. A bot says nothing more in it.',
    '担当者が対応を始めているため、自動応答からは発言できません。',
  ),
  invitation_over: row(
    404,
    false,
    'This link or code no longer works. You can start a new chat.',
    'このリンクまたはコードは、ご利用いただけません。新しくチャットを始めることができます。',
  ),
  survey_over: row(404, false, 'This question can no longer be answered.', 'このアンケートは、ご回答いただけません。'),
  no_way_across: row(
    409,
    false,
    'This way does not reach the customer now. Choose another way or channel.',
    'この方法では現在お客様をご案内できません。別の方法かチャネルを選んでください。',
  ),
  no_channel: row(
    409,
    false,
    'The customer cannot be reached on this channel now.',
    'このチャネルでは現在お客様に連絡できません。',
  ),
  consent_withdrawn: row(
    409,
    false,
    'The customer withdrew consent for {channel} ({purpose}) on {since}. Nothing was sent; choose another channel.',
    'お客様は{since}に{channel}（{purpose}）への同意を撤回されています。送信していません。別の連絡方法をお選びください。',
  ),
  conflict: row(
    409,
    false,
    'The same command id was used before with other content.',
    '同じ操作IDが別の内容で使われています。',
  ),
  // connected channels
  secret_unreadable: row(
    500,
    false,
    'A stored secret cannot be read: the hub’s key has changed. Enter the secret of this connection again.',
    '保存された秘密情報を読み取れません（ハブの鍵が変わりました）。この接続の秘密情報を入力し直してください。',
  ),
  unknown_adapter: row(
    400,
    false,
    'There is no adapter named “{found}”. Known: {expected}.',
    '「{found}」という接続方式はありません。使えるもの：{expected}',
  ),
  connection_refused: row(
    409,
    false,
    'The connection cannot be used like this: {reason}.',
    'この接続は使用できません：{reason}',
  ),
  no_store: row(
    409,
    false,
    'You are not placed at a store yet. Ask an administrator.',
    '所属店舗が設定されていません。管理者にご連絡ください。',
  ),
  connection_in_use: row(
    409,
    false,
    'Conversations stand on this connection. Pause it instead of removing it.',
    'この接続を使った案件があります。削除ではなく一時停止してください。',
  ),
  changed_meanwhile: row(
    409,
    false,
    'Somebody else changed this meanwhile. Look at it again; nothing was saved.',
    '他の人が先に変更しました。内容を確認してください（保存していません）。',
  ),
  // acts on orders
  check_needed: row(
    403,
    false,
    'This needs an identity check for “{purpose}” in this conversation first. Nothing was done.',
    'この操作には、この案件での本人確認（{purpose}）が必要です。まだ何も行っていません。',
  ),
  over_limit: row(
    403,
    false,
    '{amount} on this order is above your limit of {limit}. Ask a lead to do it.',
    'この注文の返金が合計{amount}となり、上限の{limit}を超えます。SVに依頼してください。',
  ),
  act_open: row(
    409,
    false,
    'Something is still being done with this order ({what}). Wait until the shop has answered.',
    'この注文には処理中の操作があります（{what}）。ショップの応答をお待ちください。',
  ),
  not_offered: row(
    409,
    false,
    'The shop cannot do this with the order now: {reason}.',
    'ショップでは現在この操作ができません（{reason}）。',
  ),
  shop_unreachable: row(
    503,
    true,
    'The shop could not be asked: {reason}. Try again, or see the connection in settings.',
    'ショップに問い合わせできませんでした（{reason}）。もう一度試すか、設定の接続状態をご確認ください。',
  ),
  // the hub and its database
  internal: row(
    500,
    true,
    'Something went wrong in the hub. Its log has reference {reference}.',
    'ハブで問題が発生しました。ログの参照番号：{reference}',
  ),
  unavailable: row(
    503,
    true,
    'The hub is not ready. It will be tried again by itself.',
    'ハブの準備ができていません。自動的に再試行します。',
  ),
  hub_unreachable: row(
    503,
    true,
    'The hub does not answer at {where}. Check the network; the app tries again by itself.',
    'ハブ（{where}）に接続できません。ネットワークをご確認ください。自動的に再試行します。',
  ),
  database_unreachable: row(
    503,
    true,
    'The database does not answer at {where}. Is it running? Check DATABASE_URL.',
    'データベース（{where}）に接続できません。起動しているか、DATABASE_URLをご確認ください。',
  ),
  database_unsafe: row(
    500,
    false,
    'The database runs with {found}; acknowledged messages could be lost. Set it to {expected}.',
    'データベースの設定が{found}のため、受け付けたデータを失うおそれがあります。{expected}にしてください。',
  ),
  database_too_old: row(
    500,
    false,
    'The database is PostgreSQL {found}; {expected} or newer is needed.',
    'PostgreSQL {found} です。{expected}以上が必要です。',
  ),
  data_folder_in_use: row(
    500,
    false,
    'The data folder {folder} is in use by {holder}. Stop that hub, or choose another folder with --data.',
    'データフォルダ {folder} は {holder} が使用中です。そのハブを止めるか、--data で別のフォルダを指定してください。',
  ),
  data_folder_newer: row(
    500,
    false,
    'The data in {folder} was written by version {found}; this is {expected}. Install the newer version; nothing was changed.',
    '{folder} のデータは新しいバージョン（{found}）のものです（こちらは{expected}）。新しいバージョンをお使いください。データは変更していません。',
  ),
  data_folder_unusable: row(
    500,
    false,
    'The data folder {folder} cannot be used: {reason}. {next}',
    'データフォルダ {folder} を使用できません：{reason}。{next}',
  ),
  disk_full: row(
    507,
    true,
    'The disk of {folder} is full. Free some space; what was acknowledged is safe.',
    '{folder} のディスクに空きがありません。空きを作ってください。受け付け済みのデータは無事です。',
  ),
  migration_failed: row(
    500,
    false,
    'The database could not be brought to this version: {reason}. Nothing was changed.',
    'データベースを更新できませんでした：{reason}。変更は行っていません。',
  ),
  port_in_use: row(
    500,
    false,
    'Port {port} is in use by another program. Choose another with --port.',
    'ポート{port}は別のプログラムが使用中です。--port で別の番号を指定してください。',
  ),
  bad_config: row(
    500,
    false,
    '{setting} is “{found}”. Expected {expected}.',
    '設定 {setting} が「{found}」です。{expected}を指定してください。',
  ),
  // what an administrator sets
  edited_meanwhile: row(
    409,
    false,
    '{by} has changed this meanwhile. Nothing was saved; look at it as it is now and change it again.',
    '{by}が先に変更しました。保存していません。最新の内容を確認してから、もう一度変更してください。',
  ),
  last_admin: row(
    409,
    false,
    'This is the last administrator. Make somebody else an administrator first.',
    '最後の管理者です。先に別の人を管理者にしてください。',
  ),
  name_taken: row(
    409,
    false,
    '“{name}” is taken. Choose another.',
    '「{name}」はすでに使われています。別のものにしてください。',
  ),
  in_use: row(
    409,
    false,
    'This is in use: {by}. It can be retired, not removed.',
    '使用中のため削除できません（{by}）。廃止にすることはできます。',
  ),
  default_team_needed: row(
    409,
    false,
    'New conversations need a team. Make another team the one that takes them first.',
    '新しい案件を受けるチームが必要です。先に別のチームを受け付け先にしてください。',
  ),
  too_deep: row(409, false, 'Categories have at most three levels.', 'カテゴリは3階層までです。'),
  wrong_code: row(
    401,
    false,
    'The login or the code is wrong, or the code has been used or has run out. Ask an administrator for a new one.',
    'ログインIDまたはコードが違うか、コードが使用済みか期限切れです。管理者に新しいコードを依頼してください。',
  ),
  ...LEADS_ERRORS,
  ...BACKUP_ERRORS,
  ...SIGN_ON_ERRORS,
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

/**
 * Fills the registry's sentence; a code among the details that has words is said in them. A detail that is missing shows
 * as “?”, never as an empty hole.
 */
export function errorMessage(
  code: ErrorCode,
  locale: 'ja' | 'en',
  details: Readonly<Record<string, unknown>> = {},
): string {
  return ERRORS[code][locale].replace(/\{(\w+)\}/g, (_, name: string) => detailWord(name, locale, details[name]));
}
