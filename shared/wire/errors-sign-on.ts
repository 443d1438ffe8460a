import { type ErrorRow, errorRow as row } from './error-row.ts';

/** Rows of the one registry about signing in with the company's account. */
export const SIGN_ON_ERRORS = {
  sign_on_off: row(
    404,
    false,
    'Signing in with a company account is not set up here. Use your user name and password.',
    '会社アカウントでのサインインは設定されていません。ユーザー名とパスワードをお使いください。',
  ),
  sign_on_unready: row(
    409,
    false,
    'The hub does not know its own address. Set TSUNAGI_PUBLIC_URL and start it again.',
    'ハブ自身のアドレスが設定されていません。TSUNAGI_PUBLIC_URLを設定して再起動してください。',
  ),
  sign_on_unreachable: row(
    503,
    true,
    'The company’s sign-in cannot be reached ({reason}). Try again in a moment; if it stays, tell an administrator.',
    '会社のサインインに接続できません（{reason}）。しばらくしてからお試しください。続く場合は管理者にお知らせください。',
  ),
  sign_on_failed: row(
    401,
    false,
    'The answer of the company’s sign-in was not accepted ({reason}). Try again; if it stays, tell an administrator.',
    '会社のサインインからの応答を受け付けられませんでした（{reason}）。もう一度お試しください。続く場合は管理者にお知らせください。',
  ),
  sign_on_denied: row(
    403,
    false,
    'The company’s sign-in did not let you in, or it was cancelled there.',
    '会社のサインインで許可されなかったか、取り消されました。',
  ),
  sign_on_expired: row(
    401,
    false,
    'This sign-in took too long or was used before. Begin again.',
    'サインインの有効期限が切れたか、すでに使用されました。もう一度最初から行ってください。',
  ),
  sign_on_unknown: row(
    403,
    false,
    'Your company account is not linked with anybody here yet. An administrator sees that you came and can link it.',
    'この会社アカウントはまだ誰にも関連付けられていません。管理者の画面に表示されますので、関連付けを依頼してください。',
  ),
  sign_on_taken: row(
    409,
    false,
    'This company account is linked with somebody else here. An administrator has to take that link away first.',
    'この会社アカウントは別の方に関連付けられています。先に管理者がその関連付けを外す必要があります。',
  ),
  break_glass_needed: row(
    409,
    false,
    'Passwords can be switched off only while an active administrator with a password is named for emergencies.',
    'パスワードを無効にするには、パスワードを持つ有効な管理者を緊急用に指定する必要があります。',
  ),
} as const satisfies Record<string, ErrorRow>;
