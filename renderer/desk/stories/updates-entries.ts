import type { UpdateDoor } from '#renderer/data/hooks/use-update.ts';
import type { UpdateState } from '#shared/ipc/updates.ts';

const offered = {
  version: '1.4.0',
  notes: {
    ja: '・検索の結果が速く出るようになりました。\n・電話の保留中に、メモが消えることがある不具合を直しました。\n・店舗への確認で、写真を添えられるようになりました。',
    en: '• Search answers faster.\n• Notes no longer get lost while a call is on hold.\n• A photo can go along when you ask a store.',
  },
};

/** Every state that an update can be in, by its name in the address. */
export const UPDATE_SCENES: Readonly<Record<string, UpdateState>> = {
  off: { state: 'off', reason: 'policy' },
  current: { state: 'current', checkedAt: '2026-11-22T00:10:00.000Z' },
  downloading: { state: 'downloading', offered, percent: 40 },
  ready: { state: 'ready', offered },
  waiting: { state: 'waiting', offered, live: { calls: 1, chats: 2 } },
  soon: { state: 'waiting', offered, live: { calls: 0, chats: 0 } },
  unsaved: { state: 'waiting', offered, live: { calls: 0, chats: 0, unsaved: true } },
  installing: { state: 'installing', offered },
  elsewhere: { state: 'elsewhere', offered },
  refused: { state: 'refused', refusal: 'bad_signature', at: '2026-11-22T00:10:00.000Z' },
  failed: { state: 'failed', offered },
  long: {
    state: 'ready',
    offered: { ...offered, notes: { ja: `${offered.notes.ja}\n`.repeat(12), en: `${offered.notes.en}\n`.repeat(12) } },
  },
};

/** A desktop in one state; `did` gets what the page asks of it. */
export function doorOf(state: UpdateState, did: (what: string, args?: unknown) => void = () => undefined): UpdateDoor {
  return {
    updateState: async () => ({ ok: true, data: state }),
    installUpdate: async () => {
      did('install');
      return { ok: true, data: state };
    },
    updateLater: async () => {
      did('later');
      return { ok: true, data: state };
    },
    tellLive: async (live) => {
      did('live', live);
      return { ok: true, data: undefined };
    },
    onUpdateChanged: () => () => undefined,
  };
}
