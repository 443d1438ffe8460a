import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#build/root.ts';
import { dependencyFaults, type Lock } from './dependency-faults.ts';

const read = <Content>(name: string): Content => JSON.parse(readFileSync(join(root, name), 'utf8')) as Content;

const lock = read<Lock>('package-lock.json');
const { allowScripts = {} } = read<{ allowScripts?: Record<string, boolean> }>('package.json');
const faults = dependencyFaults(lock, allowScripts);
for (const fault of faults) console.error(fault);
console.log(`${Object.keys(lock.packages).length - 1} packages, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
