import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '#server/errors.ts';
import { unusableFolder } from './folder-error.ts';

/** Raised when the layout of the data folder changes in a way that an older hub would damage. */
export const FOLDER_FORMAT = 1;

const MARKER_NAME = 'tsunagi.json';

const markerSchema = z.object({
  format: z.number().int(),
  /** Number of the newest migration its database has. */
  schema: z.number().int(),
  /** Version of the program that wrote it last. */
  version: z.string(),
});

export type FolderMarker = z.infer<typeof markerSchema>;

/** What this program writes and understands. */
export type FolderVersion = { readonly schema: number; readonly version: string };

/**
 * Looks at who wrote a data folder before anything in it is touched. A folder without a marker is new.
 * Errors: `data_folder_newer` when a later version wrote it; `data_folder_unusable` when the marker is damaged.
 */
export async function assertFolderNotNewer(folder: string, own: FolderVersion): Promise<FolderMarker | undefined> {
  const text = await readFile(join(folder, MARKER_NAME), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const marker = parseMarker(text, folder);
  if (marker.format > FOLDER_FORMAT || marker.schema > own.schema) {
    throw new AppError('data_folder_newer', {
      details: {
        folder,
        found: `${marker.version}, format ${marker.format}, schema ${marker.schema}`,
        expected: `${own.version}, format ${FOLDER_FORMAT}, schema ${own.schema}`,
      },
    });
  }
  return marker;
}

/** Writes the marker whole or not at all. */
export async function writeMarker(folder: string, own: FolderVersion): Promise<void> {
  const path = join(folder, MARKER_NAME);
  const marker: FolderMarker = { format: FOLDER_FORMAT, schema: own.schema, version: own.version };
  await writeFile(`${path}.new`, `${JSON.stringify(marker, null, 2)}\n`, { flush: true });
  await rename(`${path}.new`, path);
}

function parseMarker(text: string, folder: string): FolderMarker {
  try {
    return markerSchema.parse(JSON.parse(text));
  } catch (error) {
    throw unusableFolder(
      folder,
      `its ${MARKER_NAME} is damaged`,
      `Put back a copy of ${MARKER_NAME}, or restore the folder from a backup; nothing was changed.`,
      error,
    );
  }
}
