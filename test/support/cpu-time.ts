/**
 * Milliseconds that this thread has computed for `work`. A machine that stands still meanwhile, or computes for others, adds
 * nothing to it: fit for a limit, which the time that has passed is not.
 */
export function cpuMsOf(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
