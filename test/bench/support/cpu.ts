import { readdir, readFile } from 'node:fs/promises';

/** Ticks of a process's own work in a second, as Linux counts them. */
const TICKS = 100;

/** Seconds of work that a process has done, its threads included; 0 when it is gone. */
async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return 0;
  // The name in brackets may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Of a process and everything it has started. */
export async function cpuOfTree(pid: number): Promise<number> {
  let total = await cpuOf(pid);
  for (const task of await readdir(`/proc/${pid}/task`).catch(() => [])) {
    const children = await readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '');
    for (const child of children.split(' ').filter((text) => text !== '')) total += await cpuOfTree(Number(child));
  }
  return total;
}
