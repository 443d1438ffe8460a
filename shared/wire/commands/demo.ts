import { z } from 'zod';
import { wireRow } from '../registry.ts';

export const demoCommands = [
  wireRow({
    name: 'demo:set-simulation',
    action: 'demo.control',
    summary: 'Let simulated customers come to a demo shop, or stop them. Refused where there is no demo.',
    input: z.object({ active: z.boolean() }),
    output: z.object({ active: z.boolean() }),
  }),
] as const;
