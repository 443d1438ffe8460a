import { readFileSync } from 'node:fs';

/**
 * Calls `then` once when whoever started this process is gone: its parent, or, where npm runs scripts through a shell,
 * the npm behind that shell. A killed npm takes nobody along and tells nobody.
 * @param {() => void} then
 */
export function onStarterGone(then) {
  const parent = process.ppid;
  const starter = parentOf(parent);
  const timer = setInterval(() => {
    const isOrphan = process.ppid !== parent || (starter !== undefined && parentOf(parent) !== starter);
    if (!isOrphan) return;
    clearInterval(timer);
    then();
  }, 500);
  timer.unref();
}

/**
 * The parent of another process, where the system tells in a file (Linux).
 * @param {number} pid
 * @returns {string | undefined}
 */
function parentOf(pid) {
  if (!process.env.npm_lifecycle_event) return undefined;
  try {
    return /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
