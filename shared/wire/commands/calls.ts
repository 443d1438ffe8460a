import { z } from 'zod';
import { callSchema } from '#shared/domain/call.ts';
import { attemptOutcomeSchema, callbackSchema } from '#shared/domain/callback.ts';
import { wireRow } from '../registry.ts';

const callOut = z.object({ call: callSchema });
const callbackOut = z.object({ callback: callbackSchema });
const onCall = { callId: z.uuid() };
const number = z.string().trim().min(1).max(100);

export const callCommands = [
  wireRow({
    name: 'call:ring',
    action: 'call.work',
    summary:
      'A softphone reports an INVITE. The same call at several phones is one call, by `callRef` or else `sipCallId`; ringing again changes nothing.',
    input: z.object({
      connectionId: z.uuid(),
      sipCallId: z.string().min(1).max(500),
      /** What names the call across the legs that a PBX makes of it, where it sends such a header. */
      callRef: z.string().min(1).max(500).optional(),
      /** User part or number of From or P-Asserted-Identity; null or "anonymous" when withheld. */
      from: z.string().max(200).nullable(),
      fromName: z.string().max(200).optional(),
      /** `verstat` of P-Asserted-Identity or From, where the network gives one. */
      verstat: z.string().max(100).optional(),
      /** The number of ours that was called. */
      to: z.string().max(200).optional(),
      /** User part of Referred-By: a colleague sends the call. */
      referredBy: z.string().max(200).optional(),
    }),
    output: callOut,
  }),
  wireRow({
    name: 'call:answer',
    action: 'call.work',
    summary:
      'Take a ringing call. One wins; the others get `call_taken` with who it was ([CV2]). The winner’s window that holds the media then picks up and reports `answered`.',
    input: z.object(onCall),
    output: callOut,
  }),
  wireRow({
    name: 'call:decline',
    action: 'call.work',
    summary: 'Stop ringing at the asker. When everyone it rang at has declined, it is over as missed.',
    input: z.object(onCall),
    output: callOut,
  }),
  wireRow({
    name: 'call:report',
    action: 'call.work',
    summary:
      'What the softphone that holds the media saw happen. Only goes forward, may be repeated, and counts only from who holds the call.',
    input: z.discriminatedUnion('event', [
      /** Outgoing: the other side rings. */
      z.object({ ...onCall, event: z.literal('ringing') }),
      z.object({ ...onCall, event: z.literal('answered') }),
      z.object({ ...onCall, event: z.literal('held') }),
      z.object({ ...onCall, event: z.literal('resumed') }),
      /** `by`: who hung up, where known. */
      z.object({ ...onCall, event: z.literal('ended'), by: z.enum(['us', 'them']).optional() }),
      z.object({ ...onCall, event: z.literal('failed'), cause: z.string().max(100) }),
      /** The INVITE was cancelled before this phone took it: `elsewhere` when another phone did. */
      z.object({ ...onCall, event: z.literal('cancelled'), elsewhere: z.boolean().default(false) }),
    ]),
    output: callOut,
  }),
  wireRow({
    name: 'call:place',
    action: 'call.place',
    summary:
      'Call a customer. Makes the outgoing call with its conversation; `dial` is what the softphone now calls, absent when the provider calls for us.',
    input: z.object({
      to: z.union([
        z.object({ contactPointId: z.uuid(), customerId: z.uuid() }),
        z.object({ number, customerId: z.uuid().optional() }),
        z.object({ callbackId: z.uuid() }),
      ]),
      conversationId: z.uuid().optional(),
      connectionId: z.uuid().optional(),
    }),
    output: z.object({
      call: callSchema,
      dial: z.object({ uri: z.string(), number: z.string(), headers: z.array(z.string()) }).optional(),
    }),
  }),
  wireRow({
    name: 'call:sip-id',
    action: 'call.work',
    summary: 'The softphone tells the Call-ID of a call it placed, so that what the PBX reports finds it.',
    input: z.object({ ...onCall, sipCallId: z.string().min(1).max(500) }),
    output: callOut,
  }),
  wireRow({
    name: 'call:transfer',
    action: 'call.work',
    summary:
      'Give the call to a colleague or a number: at once, or after asking them (start, then complete or drop). `target` is what the softphone refers or calls; absent when the provider does it.',
    input: z.discriminatedUnion('step', [
      z.object({
        ...onCall,
        step: z.enum(['blind', 'consult']),
        to: z.union([z.object({ agentId: z.uuid() }), z.object({ number })]),
      }),
      z.object({ ...onCall, step: z.enum(['complete', 'drop']) }),
    ]),
    output: z.object({
      call: callSchema,
      target: z.object({ uri: z.string(), headers: z.array(z.string()) }).optional(),
    }),
  }),
  wireRow({
    name: 'call:control',
    action: 'call.work',
    summary:
      'Hold, resume, hang up, send tones, pause or resume the recording of a call that a provider carries. Softphone calls do this themselves and report.',
    input: z.discriminatedUnion('act', [
      z.object({ ...onCall, act: z.enum(['hold', 'resume', 'hang_up', 'pause_recording', 'resume_recording']) }),
      z.object({ ...onCall, act: z.literal('tones'), tones: z.string().regex(/^[0-9*#wW]{1,32}$/) }),
    ]),
    output: callOut,
  }),
  wireRow({
    name: 'call:wrap-up',
    action: 'call.work',
    summary: 'Note and outcome after a call; ends the wrap-up, and presence goes back to what it was.',
    input: z.object({
      ...onCall,
      note: z.string().trim().max(5000).optional(),
      categoryId: z.uuid().optional(),
      outcome: z.string().max(100).optional(),
      /** Also resolves the conversation; `wrapup_missing` as `conversation:resolve` has it ([CV8]). */
      resolve: z.boolean().default(false),
    }),
    output: callOut,
  }),
  wireRow({
    name: 'callback:ask',
    action: 'callback.work',
    summary: 'The customer wants to be called. Joins the open callback of that number, if there is one.',
    input: z.object({
      customerId: z.uuid(),
      conversationId: z.uuid().optional(),
      to: z.union([z.object({ contactPointId: z.uuid() }), z.object({ number })]),
      wish: z.object({ from: z.iso.datetime(), until: z.iso.datetime().optional() }).optional(),
      note: z.string().trim().max(2000).optional(),
      teamId: z.uuid().optional(),
    }),
    output: callbackOut,
  }),
  wireRow({
    name: 'callback:claim',
    action: 'callback.work',
    summary: 'Take a callback. One wins; the others get `already_claimed` with who it was ([CV2]).',
    input: z.object({ callbackId: z.uuid() }),
    output: callbackOut,
  }),
  wireRow({
    name: 'callback:attempt',
    action: 'callback.work',
    summary:
      'How a try went. `reached` and `wrong_number` close it; otherwise it is due again at `nextAt` or when the team says.',
    input: z.object({
      callbackId: z.uuid(),
      outcome: attemptOutcomeSchema,
      note: z.string().trim().max(2000).optional(),
      nextAt: z.iso.datetime().optional(),
      callId: z.uuid().optional(),
    }),
    output: callbackOut,
  }),
  wireRow({
    name: 'callback:close',
    action: 'callback.work',
    summary: 'Close a callback without a call.',
    input: z.object({
      callbackId: z.uuid(),
      as: z.enum(['not_needed', 'given_up', 'reached', 'wrong_number']),
      note: z.string().trim().max(2000).optional(),
    }),
    output: callbackOut,
  }),
  wireRow({
    name: 'callback:move',
    action: 'callback.work',
    summary: 'Move a callback to another time, team or colleague, or back to everybody (`agentId: null`).',
    input: z.object({
      callbackId: z.uuid(),
      dueAt: z.iso.datetime().optional(),
      teamId: z.uuid().optional(),
      agentId: z.uuid().nullable().optional(),
    }),
    output: callbackOut,
  }),
] as const;
