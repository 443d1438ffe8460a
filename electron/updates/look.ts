import {
  bucketOf,
  decideUpdate,
  type Installation,
  raisedFloor,
  type UpdateRefusal,
} from '#shared/domain/decide-update.ts';
import { readSignedManifest, type SignatureCheck } from '#shared/domain/signed-manifest.ts';
import type { UpdateFile, UpdateManifest } from '#shared/domain/update-manifest.ts';
import { type FeedFetch, FeedTooLarge, fetchManifest } from './feed.ts';
import { FactsUnreadable, readFacts, writeFacts } from './kept-facts.ts';
import { feedAddress } from './trust-file.ts';

export type Offer = { readonly manifest: UpdateManifest; readonly file: UpdateFile };

export type Looked =
  | { readonly found: 'offer'; readonly offer: Offer }
  | { readonly found: 'none'; readonly reason: 'current' | 'halted' | 'not_yet_here' }
  | { readonly found: 'refused'; readonly refusal: UpdateRefusal };

type LookDeps = {
  readonly feed: string;
  readonly check: SignatureCheck;
  readonly here: Omit<Installation, 'installationId'>;
  /** Where this installation keeps what it remembers of updates. */
  readonly factsFolder: string;
  readonly fetch: FeedFetch;
  readonly now: () => Date;
};

/**
 * [DK4] Reads the feed's manifest for this platform and channel and decides about it. The floor is on disk before the answer:
 * whatever comes of it, nothing older is taken afterwards.
 * @throws FeedUnreachable, and what the disk throws
 */
export async function lookForUpdate(deps: LookDeps): Promise<Looked> {
  const refused = (refusal: UpdateRefusal): Looked => ({ found: 'refused', refusal });
  const { channel, platform } = deps.here;
  try {
    const text = await fetchManifest(deps.fetch, feedAddress(deps.feed, channel, `${platform}.json`));
    if (text === null) return refused('unreadable');
    const read = readSignedManifest(text, deps.check);
    return read.ok ? await decideHere(deps, read.manifest) : refused(read.refusal);
  } catch (thrown: unknown) {
    if (thrown instanceof FeedTooLarge) return refused('too_large');
    if (thrown instanceof FactsUnreadable) return refused('floor_unreadable');
    throw thrown;
  }
}

/** The same once more, of a manifest that was signed right when it came: time has passed since. */
export async function stillOffered(deps: LookDeps, { manifest }: Offer): Promise<boolean> {
  const decided = await decideHere(deps, manifest).catch(() => null);
  return decided?.found === 'offer';
}

async function decideHere(deps: LookDeps, manifest: UpdateManifest): Promise<Looked> {
  const facts = await readFacts(deps.factsFolder);
  const { installationId, floor } = facts;
  const decision = decideUpdate({ manifest, here: { ...deps.here, installationId }, floor, now: deps.now() });
  if (decision.outcome === 'refused') return { found: 'refused', refusal: decision.refusal };
  const file = decision.outcome === 'offer' ? decision.file : null;
  await writeFacts(deps.factsFolder, { installationId, floor: raisedFloor(floor, manifest, file) });
  if (decision.outcome === 'offer') return { found: 'offer', offer: { manifest, file: decision.file } };
  return { found: 'none', reason: decision.reason };
}

/** Between 0 and 1, this installation's own: so that not all machines of a company ask in the same minute. */
export async function ownShare(factsFolder: string): Promise<number> {
  return bucketOf((await readFacts(factsFolder)).installationId) / 100;
}
