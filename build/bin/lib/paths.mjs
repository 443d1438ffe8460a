import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, wherever the command was called from. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** Where test runners leave their JSON reports; emptied at the start of a run. */
export const reportsDir = join(root, 'out', 'reports');
