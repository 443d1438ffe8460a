import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { sniff } from '#server/blobs/sniff.ts';
import type { FormValues } from './form-page.ts';

export const FILE_LIMIT_BYTES = 10 * 1024 * 1024;
export const MOST_FILES = 5;
const LONGEST_FIELD = 20_000;

export type SubmittedFile = { readonly name: string; readonly bytes: Buffer };
export type Submission = {
  readonly values: FormValues;
  readonly stamp: string;
  readonly trap: string;
  readonly files: readonly SubmittedFile[];
  /** The name of a file that can not be sent: of another type, or too large. */
  readonly wrongFile: string | null;
  readonly tooLarge: boolean;
};

/** Reads a form as it comes in, files within their limits. Whatever its sender calls a file, its bytes decide what it is. */
export async function readSubmission(request: FastifyRequest): Promise<Submission> {
  const fields = new Map<string, string>();
  const files: SubmittedFile[] = [];
  let wrongFile: string | null = null;
  let tooLarge = false;
  try {
    for await (const part of request.parts({
      limits: { fileSize: FILE_LIMIT_BYTES, files: MOST_FILES, fields: 20, fieldSize: LONGEST_FIELD, parts: 30 },
    }) as AsyncIterableIterator<Multipart>) {
      if (part.type === 'field') {
        fields.set(part.fieldname, String(part.value ?? ''));
        continue;
      }
      const bytes = await part.toBuffer();
      if (bytes.length === 0) continue;
      if (sniff(bytes) === null) wrongFile = part.filename.slice(0, 100);
      else files.push({ name: part.filename, bytes });
    }
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === undefined || !/^FST_(REQ_FILE_TOO_LARGE|FILES_LIMIT|PARTS_LIMIT|FIELDS_LIMIT)$/.test(code))
      throw error;
    tooLarge = true;
  }
  const field = (name: string) => (fields.get(name) ?? '').normalize('NFC').trim();
  return {
    values: {
      name: field('name').slice(0, 200),
      email: field('email').slice(0, 320),
      phone: field('phone').slice(0, 50),
      order: field('order').slice(0, 100),
      category: field('category').slice(0, 100),
      message: field('message'),
    },
    stamp: field('stamp').slice(0, 100),
    trap: field('website'),
    files,
    wrongFile,
    tooLarge,
  };
}
