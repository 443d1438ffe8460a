const HOUR_MS = 3_600_000;
const EVERY_MS = 4 * HOUR_MS;
const FIRST_MS = 30_000;
/** Over which the first looks of all machines are spread: a company starts work at nine. */
const SPREAD_MS = 10 * 60_000;

type Schedule = {
  readonly check: () => Promise<unknown>;
  /** Between 0 and 1, this installation's own. */
  readonly share: () => Promise<number>;
};

/** Looks some minutes after the start, and every four hours from then on. Gives the way to stop. */
export function scheduleLooks({ check, share }: Schedule): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const after = (ms: number): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      check().then(
        () => after(EVERY_MS),
        () => after(EVERY_MS),
      );
    }, ms);
    // A look that is due keeps no app open.
    timer.unref();
  };
  share().then(
    (own) => after(FIRST_MS + own * SPREAD_MS),
    () => after(FIRST_MS),
  );
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
