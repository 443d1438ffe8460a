import type { LiveWork } from '#shared/ipc/updates.ts';

/** Who says what is live: the desk's own window, or by its number a window of one conversation. */
export type LiveTeller = 'desk' | number;

/** [DK4] Whether the agent's calls, chats and what they have typed and not saved let an update go ahead. */
export type LiveGate = {
  /** What a page says is live now. Any page can hold an update back; only the desk's can let it go. */
  readonly tell: (live: LiveWork, by: LiveTeller) => void;
  /** The page is gone, or begins anew; what it said counts no more. */
  readonly forget: (by: LiveTeller) => void;
  /** Whether somebody is signed in. Where nobody is, nothing is live but what a page still says. */
  readonly signedIn: (isSomebody: boolean) => void;
  /** Null while unknown. */
  readonly live: () => LiveWork | null;
  /** Calls once when nothing has been live for a while without a break; `changed` at each word until then. Gives the way to stop. */
  readonly whenQuiet: (go: () => void, changed: () => void) => () => void;
};

type Waiting = { readonly go: () => void; readonly changed: () => void };

const NOTHING: LiveWork = { calls: 0, chats: 0 };

/** `quietMs`: between a call and the next there are moments with nothing live; this long has to pass. */
export function createLiveGate(quietMs: number): LiveGate {
  const told = new Map<LiveTeller, LiveWork>();
  let isSomebody = true;
  let waiting: Waiting | null = null;
  let timer: NodeJS.Timeout | undefined;

  const live = (): LiveWork | null => {
    const desk = told.get('desk') ?? (isSomebody ? null : NOTHING);
    return desk === null ? null : [...told.values()].reduce(most, desk);
  };
  const look = (): void => {
    const now = live();
    const isQuiet = now !== null && now.calls === 0 && now.chats === 0 && now.unsaved !== true;
    if (!isQuiet || waiting === null) {
      clearTimeout(timer);
      timer = undefined;
      return;
    }
    timer ??= setTimeout(() => {
      const due = waiting;
      waiting = null;
      timer = undefined;
      due?.go();
    }, quietMs);
  };
  const changed = (): void => {
    look();
    waiting?.changed();
  };
  return {
    tell(work, by) {
      told.set(by, work);
      changed();
    },
    forget(by) {
      if (told.delete(by)) changed();
    },
    signedIn(next) {
      if (next === isSomebody) return;
      isSomebody = next;
      // Their desk goes with them; the next one's says for itself.
      told.clear();
      changed();
    },
    live,
    whenQuiet(go, onChanged) {
      const mine = { go, changed: onChanged };
      waiting = mine;
      look();
      return () => {
        if (waiting !== mine) return;
        waiting = null;
        look();
      };
    },
  };
}

/** The windows look at one desk, one sometimes a moment before the other: whatever any of them has is live. */
const most = (a: LiveWork, b: LiveWork): LiveWork => ({
  calls: Math.max(a.calls, b.calls),
  chats: Math.max(a.chats, b.chats),
  ...(a.unsaved === true || b.unsaved === true ? { unsaved: true } : {}),
});
