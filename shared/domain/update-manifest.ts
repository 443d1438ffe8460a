import { z } from 'zod';
import { VERSION_PATTERN } from './update-version.ts';

/** [DK4] What a release offers to one platform, signed as one text. Everything an installation is told of an update is in here. */

export const UPDATE_CHANNELS = ['stable', 'beta'] as const;
export type UpdateChannel = (typeof UPDATE_CHANNELS)[number];

export const UPDATE_PLATFORMS = [
  'linux-x64',
  'linux-arm64',
  'win32-x64',
  'win32-arm64',
  'darwin-x64',
  'darwin-arm64',
] as const;
export type UpdatePlatform = (typeof UPDATE_PLATFORMS)[number];

/** How an installation came onto its machine, and so what can renew it. `mac` is the zip that Squirrel.Mac takes. */
export const UPDATE_PACKAGES = ['appimage', 'deb', 'rpm', 'tar', 'nsis', 'msi', 'mac'] as const;
export type UpdatePackage = (typeof UPDATE_PACKAGES)[number];

/** 2 GiB: several times what an installer of ours weighs. */
export const LARGEST_FILE = 2 * 1024 ** 3;
/** Of a signed manifest as it lies on the feed, bytes. */
export const LARGEST_MANIFEST = 64 * 1024;
/** How long a manifest may hold at most: who hides newer ones from us can do so for as long. */
export const LONGEST_LIFE_DAYS = 90;

const DAY_MS = 24 * 60 * 60 * 1000;

const versionSchema = z.string().max(40).regex(VERSION_PATTERN);
const instantSchema = z.iso.datetime();
const notesSchema = z.string().min(1).max(8000);

const fileSchema = z.strictObject({
  package: z.enum(UPDATE_PACKAGES),
  /** Plain: it becomes the end of an address and the name of a file. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/),
  /** Bytes. */
  size: z.int().min(1).max(LARGEST_FILE),
  sha512: z.string().regex(/^[0-9a-f]{128}$/),
});

export const updateManifestSchema = z
  .strictObject({
    format: z.literal(1),
    app: z.literal('tsunagi'),
    channel: z.enum(UPDATE_CHANNELS),
    platform: z.enum(UPDATE_PLATFORMS),
    version: versionSchema,
    /** Raised by one with every manifest of a channel and platform, also when only the rollout changed: an older one is a replay. */
    serial: z.int().min(1),
    issuedAt: instantSchema,
    expiresAt: instantSchema,
    /** The oldest version that can go to this one in one step. */
    minimumVersion: versionSchema,
    files: z.array(fileSchema).min(1).max(UPDATE_PACKAGES.length),
    rollout: z.strictObject({
      /** Of all installations, the same ones first each time. */
      percent: z.number().min(0).max(100),
      /** Nobody is offered it, not even who would be by `percent`. */
      halted: z.boolean(),
    }),
    /** Plain text, shown as it is. */
    notes: z.strictObject({ ja: notesSchema, en: notesSchema }),
  })
  .refine(({ files }) => new Set(files.map((file) => file.package)).size === files.length, 'a package is named twice')
  .refine(({ issuedAt, expiresAt }) => {
    const life = Date.parse(expiresAt) - Date.parse(issuedAt);
    return life > 0 && life <= LONGEST_LIFE_DAYS * DAY_MS;
  }, `expiresAt is not within ${LONGEST_LIFE_DAYS} days after issuedAt`);

export type UpdateManifest = z.infer<typeof updateManifestSchema>;
export type UpdateFile = z.infer<typeof fileSchema>;
export type UpdateNotes = UpdateManifest['notes'];
