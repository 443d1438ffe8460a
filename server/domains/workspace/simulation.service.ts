import { type Asking, demand } from '#server/asking.ts';
import { AppError } from '#server/errors.ts';
import type { Work } from '#server/work.ts';
import { setSimulation } from './workspace.repository.ts';

/** Lets simulated customers come, or stops them. Error: `wrong_state` where there is no demo. */
export async function switchSimulation(work: Work, asking: Asking, active: boolean): Promise<{ active: boolean }> {
  demand(asking, 'demo.control');
  if (!(await setSimulation(work.tx, active))) throw new AppError('wrong_state', { details: { state: 'no demo' } });
  return { active };
}
