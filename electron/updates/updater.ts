import { join } from 'node:path';
import type { Installation } from '#shared/domain/decide-update.ts';
import type { UpdateFile } from '#shared/domain/update-manifest.ts';
import type { UpdateState } from '#shared/ipc/updates.ts';
import { checkFile, downloadFile, emptyFolder } from './download.ts';
import { checkBy } from './ed25519.ts';
import { type FeedFetch, FeedUnreachable } from './feed.ts';
import type { Installer } from './installers/installer.ts';
import { createLiveGate, type LiveGate } from './live-gate.ts';
import { lookForUpdate, type Offer, stillOffered } from './look.ts';
import { feedAddress, type UpdateTrust } from './trust-file.ts';

/** [DK4] Updates of this installation, from the look at the feed to the platform's installer. */
export type Updater = {
  readonly state: () => UpdateState;
  /** Looks now, and fetches what is offered; one look at a time. */
  readonly check: () => Promise<UpdateState>;
  /** Installs what is ready, once nothing is live. */
  readonly install: () => UpdateState;
  readonly later: () => UpdateState;
  readonly tellLive: LiveGate['tell'];
  readonly pageGone: LiveGate['forget'];
  readonly signedIn: LiveGate['signedIn'];
  /** The agent stays after all, for what they typed while the installer was at work: it can be asked for again. */
  readonly stayed: () => void;
  /** The app ends: what is ready is installed, silently. Never rejects. */
  readonly atEnd: () => Promise<void>;
};

export type UpdaterDeps = {
  readonly trust: UpdateTrust;
  readonly here: Omit<Installation, 'installationId'>;
  readonly folder: string;
  readonly fetch: FeedFetch;
  /** Null where the system's package manager or IT brings new versions: there they are only told of. */
  readonly installerOf: ((file: UpdateFile) => Installer) | null;
  readonly now: () => Date;
  readonly onChanged: (state: UpdateState) => void;
  /** The new version is in place or about to be: end now. */
  readonly quit: () => void;
  readonly log: (line: string) => void;
  /** Others bring versions here too, and sooner than the feed at times: one that is behind them is no cause for alarm. */
  readonly isRenewedByOthers?: boolean;
  /** How long nothing has to be live, milliseconds. */
  readonly quietMs?: number;
};

type Ready = { readonly offer: Offer; readonly path: string };

export function createUpdater(deps: UpdaterDeps): Updater {
  const { folder, log } = deps;
  const files = join(folder, 'files');
  const look = {
    feed: deps.trust.feed,
    check: checkBy(deps.trust.keys),
    here: deps.here,
    factsFolder: folder,
    fetch: deps.fetch,
    now: deps.now,
  };
  const gate = createLiveGate(deps.quietMs ?? 10_000);
  let state: UpdateState = { state: 'current', checkedAt: null };
  let ready: Ready | null = null;
  let checking: Promise<UpdateState> | null = null;
  let stopWaiting: (() => void) | null = null;
  let isEnding = false;

  const become = (next: UpdateState): UpdateState => {
    state = next;
    deps.onChanged(next);
    return next;
  };
  const at = (): string => deps.now().toISOString();
  /** Nothing else may change while an installation is under way. */
  const isInstalling = (): boolean => state.state === 'installing' || isEnding;

  const refuse = (refusal: Extract<UpdateState, { state: 'refused' }>['refusal']): UpdateState => {
    if (refusal === 'older_version' && deps.isRenewedByOthers === true) {
      log('updates: the feed is behind what is installed');
      return ready === null ? become({ state: 'current', checkedAt: at() }) : state;
    }
    log(`updates: refused (${refusal})`);
    // What was verified before stays; a wrong answer of the feed takes nothing from it.
    return ready === null ? become({ state: 'refused', refusal, at: at() }) : state;
  };

  const drop = async (): Promise<void> => {
    stopWaiting?.();
    stopWaiting = null;
    ready = null;
    await emptyFolder(files);
  };

  const lookOnce = async (): Promise<UpdateState> => {
    const looked = await lookForUpdate(look);
    if (isInstalling()) return state;
    if (looked.found === 'refused') return refuse(looked.refusal);
    if (looked.found === 'none') {
      // [DK4] A release that was halted after it came here is not installed either.
      await drop();
      return become({ state: 'current', checkedAt: at() });
    }
    return take(looked.offer);
  };

  const take = async (offer: Offer): Promise<UpdateState> => {
    const offered = offeredOf(offer);
    if (deps.installerOf === null) return become({ state: 'elsewhere', offered });
    if (ready?.offer.file.sha512 === offer.file.sha512) {
      ready = { offer, path: ready.path };
      return state;
    }
    await drop();
    become({ state: 'downloading', offered, percent: 0 });
    const done = await downloadFile({
      fetch: deps.fetch,
      url: feedAddress(deps.trust.feed, 'files', offer.manifest.version, offer.file.name),
      file: offer.file,
      folder: files,
      onProgress: (percent) => become({ state: 'downloading', offered, percent }),
    });
    if ('refusal' in done) return refuse(done.refusal);
    ready = { offer, path: done.path };
    log(`updates: ${offer.manifest.version} is here and verified`);
    return become({ state: 'ready', offered });
  };

  const check = async (): Promise<UpdateState> => {
    if (isInstalling()) return state;
    try {
      return await lookOnce();
    } catch (thrown: unknown) {
      const isFeed = thrown instanceof FeedUnreachable;
      log(`updates: ${isFeed ? 'the feed cannot be read' : 'could not be looked for'}: ${(thrown as Error).message}`);
      return ready === null ? become({ state: 'unreachable', since: at() }) : state;
    }
  };

  /** The last look before anything is run: at the clock, the floor and the bytes on the disk. */
  const run = async ({ offer, path }: Ready, restart: boolean): Promise<'quit' | 'quits' | 'stay'> => {
    if (deps.installerOf === null) return 'stay';
    if (!(await stillOffered(look, offer))) {
      await drop();
      become({ state: 'current', checkedAt: null });
      return 'stay';
    }
    const refusal = await checkFile(path, offer.file);
    const outcome =
      refusal === null
        ? await deps.installerOf(offer.file).install(path, { restart })
        : ({ outcome: 'refused', refusal } as const);
    if (outcome.outcome === 'taken') {
      log(`updates: ${offer.manifest.version} goes to the platform's installer`);
      return outcome.quits === true ? 'quits' : 'quit';
    }
    await drop();
    refuse(outcome.refusal);
    return 'stay';
  };

  const go = (): void => {
    stopWaiting = null;
    if (ready === null || isInstalling()) return;
    const offered = offeredOf(ready.offer);
    become({ state: 'installing', offered });
    run(ready, true).then(
      (next) => next === 'quit' && deps.quit(),
      (thrown: unknown) => {
        log(`updates: the installer did not take it: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
        ready = null;
        become({ state: 'failed', offered });
      },
    );
  };

  return {
    state: () => state,
    check() {
      checking ??= check().finally(() => {
        checking = null;
      });
      return checking;
    },
    install() {
      if (ready === null || state.state !== 'ready') return state;
      const offered = offeredOf(ready.offer);
      const wait = (): UpdateState => become({ state: 'waiting', offered, live: gate.live() });
      wait();
      stopWaiting = gate.whenQuiet(go, wait);
      return state;
    },
    later() {
      if (ready === null || state.state !== 'waiting') return state;
      stopWaiting?.();
      stopWaiting = null;
      return become({ state: 'ready', offered: offeredOf(ready.offer) });
    },
    tellLive: gate.tell,
    pageGone: gate.forget,
    signedIn: gate.signedIn,
    stayed() {
      if (ready !== null && state.state === 'installing') become({ state: 'ready', offered: offeredOf(ready.offer) });
    },
    async atEnd() {
      if (ready === null || isInstalling()) return;
      isEnding = true;
      if (deps.installerOf?.(ready.offer.file).canAtEnd !== true) return;
      await run(ready, false).catch((thrown: unknown) => log(`updates: not installed at the end: ${String(thrown)}`));
    },
  };
}

const offeredOf = ({ manifest }: Offer): { version: string; notes: { ja: string; en: string } } => ({
  version: manifest.version,
  notes: manifest.notes,
});
