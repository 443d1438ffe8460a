import { randomBytes, randomUUID } from 'node:crypto';
import { s3Objects } from '#server/blobs/s3/s3-objects.ts';
import type { Config } from '#server/config.ts';
import { type Finding, fine } from './finding.ts';

/** Whether the object store that is configured keeps, gives and removes; nothing without one. */
export async function checkBlobs({ s3 }: Pick<Config, 's3'>): Promise<Finding[]> {
  if (s3 === undefined) return [];
  const where = `${s3.endpoint}/${s3.bucket}`;
  try {
    const objects = s3Objects(s3);
    const key = `doctor-${randomUUID()}`;
    const sample = randomBytes(64);
    await objects.put(key, sample);
    const given = await objects.get(key, sample.length);
    await objects.remove(key);
    if (given?.equals(sample) !== true) throw new Error('it did not give back what it took');
    return [fine('Files', `kept in ${where}`)];
  } catch (error) {
    return [
      {
        name: 'Files',
        state: 'missing',
        found: error instanceof Error ? error.message : String(error),
        expected: `a bucket that takes, gives and removes objects at ${where}`,
        next: 'Correct TSUNAGI_S3_…, or take them out: then files are kept in the database.',
      },
    ];
  }
}
