import { type ErrorRow, errorRow as row } from './error-row.ts';

/** What `backup` and `restore` answer on the command line. */
export const BACKUP_ERRORS = {
  backup_nothing: row(
    500,
    false,
    'There is no hub in {where} ({found}), so there is nothing to keep. Name its data folder (--data, TSUNAGI_DATA) or its database (DATABASE_URL). Nothing was made.',
    '{where} にハブがありません（{found}）。バックアップするものがないため、何も作成していません。データフォルダー（--data、TSUNAGI_DATA）またはデータベース（DATABASE_URL）を指定してください。',
  ),
  backup_no_key: row(
    500,
    false,
    'The key of this hub is not on this machine ({where}), so nothing was kept: the backup could not be told from another hub’s. Set TSUNAGI_SECRET_KEY to what the hub has.',
    'このハブの鍵がこのマシンにないため（{where}）、バックアップしていません。他のハブのバックアップと区別できなくなるためです。ハブと同じ鍵を TSUNAGI_SECRET_KEY に設定してください。',
  ),
  backup_other_hub: row(
    500,
    false,
    'The backup {folder} was taken, but {other} beside it is of another hub or another key, so no older one was removed. Name another folder, or move those away.',
    'バックアップ {folder} を作成しましたが、同じ場所の {other} は別のハブまたは別の鍵のものです。古いバックアップは削除していません。別のフォルダーを指定するか、移動してください。',
  ),
  backup_stopped: row(
    500,
    true,
    'The backup {folder} was told to stop before it was whole; nothing of it was kept.',
    'バックアップ {folder} は完了前に停止されました。途中のデータは残していません。',
  ),
  backup_folder_taken: row(
    500,
    false,
    '{folder} is there already. Name a folder that is not: a backup never writes over another.',
    '{folder} はすでに存在します。存在しないフォルダーを指定してください（バックアップは上書きしません）。',
  ),
  backup_broken: row(
    500,
    false,
    'The backup cannot be used: {reason}. Nothing of it was kept; take another one.',
    'このバックアップは使えません：{reason}。何も書き込んでいません。別のバックアップをお使いください。',
  ),
  backup_other_key: row(
    500,
    false,
    'The backup {folder} belongs to another key. Give this hub its key first (TSUNAGI_SECRET_KEY, or secret.key in the data folder), or say --other-key and enter the secrets of every channel again.',
    'バックアップ {folder} は別の鍵のものです。先にその鍵を設定するか（TSUNAGI_SECRET_KEY、またはデータフォルダーの secret.key）、--other-key を付けて実行し、各チャネルの秘密情報を入力し直してください。',
  ),
  restore_not_empty: row(
    500,
    false,
    '{where} is not empty ({found}). Restore into a new database or a new data folder; nothing was changed.',
    '{where} は空ではありません（{found}）。新しいデータベースまたは新しいデータフォルダーに復元してください。変更は行っていません。',
  ),
} as const satisfies Record<string, ErrorRow>;
