import { AppError } from '#server/errors.ts';

const REASONS: Record<string, readonly [reason: string, next: string]> = {
  EACCES: ['permission denied', 'Give this user the right to write there, or choose another folder with --data.'],
  EPERM: ['permission denied', 'Give this user the right to write there, or choose another folder with --data.'],
  EROFS: ['it is on a read-only disk', 'Choose another folder with --data.'],
  ENOTDIR: ['part of the path is a file, not a folder', 'Choose another folder with --data.'],
  EEXIST: ['it is a file, not a folder', 'Choose another folder with --data.'],
  ENAMETOOLONG: ['the path is too long', 'Choose a shorter one with --data.'],
};

/** An error of the file system about the data folder, as one that says what to do. Others come back unchanged. */
export function asFolderError(error: unknown, folder: string): unknown {
  if (error instanceof AppError) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('disk_full', { cause: error, details: { folder } });
  const row = REASONS[code];
  return row ? unusableFolder(folder, row[0], row[1], error) : error;
}

/** `data_folder_unusable` with what is wrong and what to do. */
export function unusableFolder(folder: string, reason: string, next: string, cause?: unknown): AppError {
  return new AppError('data_folder_unusable', { cause, details: { folder, reason, next } });
}
