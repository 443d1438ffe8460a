import { isQuietAt } from '#shared/domain/quiet-hours.ts';
import type { AlertDetail, AlertKind, AlertSettings, AlertSound } from '#shared/ipc/alerts.ts';

/** What is to be heard: never anything in quiet hours, but calls where the agent wants them to ring all the same. */
export type Heard = { readonly sound: AlertSound; readonly volume: number };

const SILENCE: Heard = { sound: 'none', volume: 0 };

/** [DK2] The sound of a kind at a minute of the day, by this machine's clock. */
export function soundOf(kind: AlertKind, { kinds, volume, quiet }: AlertSettings, minute: number): Heard {
  const { sound } = kinds[kind];
  const isSilenced = isQuietAt(minute, quiet) && !(kind === 'call' && quiet.calls);
  return sound === 'none' || volume === 0 || isSilenced ? SILENCE : { sound, volume };
}

export const minuteOfDay = (now: Date): number => now.getHours() * 60 + now.getMinutes();

export type AlertWords = { readonly title: string; readonly body: string };
/** What there is to say: what it is (`Incoming call`), who it is, and what they said. */
export type Sayable = { readonly what: string; readonly who: string; readonly words: string };

/** The IPC's own limits; a mail's first line may be any length. */
const LONGEST = { title: 200, body: 1000 };

/** How much of it a notification shows: whoever passes by reads it too ([PR4]). */
export function alertWords({ what, who, words }: Sayable, detail: AlertDetail): AlertWords {
  const title = detail === 'nothing' || who === '' ? what : `${what} · ${who}`;
  const body = detail === 'words' ? words : '';
  return { title: title.slice(0, LONGEST.title), body: body.slice(0, LONGEST.body) };
}

/** What is to be shown and taken away, so that what stands at the desktop is what stands at the desk. */
export function changesOf<T extends { readonly tag: string }>(
  standing: readonly T[],
  shown: ReadonlySet<string>,
  mayShow: boolean,
): { readonly show: readonly T[]; readonly close: readonly string[] } {
  const tags = new Set(standing.map(({ tag }) => tag));
  return {
    // Who looks at the window sees it there.
    show: mayShow ? standing.filter(({ tag }) => !shown.has(tag)) : [],
    close: [...shown].filter((tag) => !tags.has(tag)),
  };
}
