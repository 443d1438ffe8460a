import { z } from 'zod';
import { wireRow } from '../registry.ts';

const id = z.object({ connectionId: z.uuid() });
const name = z.string().trim().min(1).max(100);
/** By field name, as a form holds it; see `channel.adapters`. Secrets among them are sealed and never given back. */
const fields = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]));

export const channelCommands = [
  wireRow({
    name: 'channel:connect',
    action: 'channel.manage',
    summary: 'Connect an account, a mailbox, a number or a shop. `connection_refused` names the field that is wrong.',
    input: z.object({ adapter: z.string().max(50), name, teamId: z.uuid().optional(), fields }),
    output: z.object({ connectionId: z.uuid() }),
  }),
  wireRow({
    name: 'channel:update',
    action: 'channel.manage',
    summary:
      'Change a connection. Fields are given whole; a secret that is left out stays as it was. `conflict` when somebody changed it since.',
    input: z.object({
      ...id.shape,
      name: name.optional(),
      teamId: z.uuid().nullable().optional(),
      fields: fields.optional(),
      /** `updatedAt` of the connection as the administrator saw it. */
      seen: z.iso.datetime().optional(),
    }),
    output: z.object({}),
  }),
  wireRow({
    name: 'channel:pause',
    action: 'channel.manage',
    summary: 'Stop a connection. What comes in meanwhile is kept, what should leave waits.',
    input: id,
    output: z.object({}),
  }),
  wireRow({
    name: 'channel:resume',
    action: 'channel.manage',
    summary: 'Let a paused connection work on.',
    input: id,
    output: z.object({}),
  }),
  wireRow({
    name: 'channel:rotate-secret',
    action: 'channel.manage',
    summary: 'Give a new secret. The former one is accepted beside it until `channel:drop-former-secret` ([CH2]).',
    input: z.object({ ...id.shape, field: z.string().max(50), value: z.string().min(1).max(10_000) }),
    output: z.object({}),
  }),
  wireRow({
    name: 'channel:drop-former-secret',
    action: 'channel.manage',
    summary: 'Stop accepting the former secret.',
    input: z.object({ ...id.shape, field: z.string().max(50) }),
    output: z.object({}),
  }),
  wireRow({
    name: 'channel:remove',
    action: 'channel.manage',
    summary: 'Remove a connection that nothing stands on; others can only be paused.',
    input: id,
    output: z.object({}),
  }),
] as const;
