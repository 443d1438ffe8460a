import type { Role } from '../domain/people.ts';

/** How far a role's right reaches: any resource of that kind, those of the actor's teams, or only the actor's own. */
export type Reach = 'any' | 'team' | 'own';
export type Resource =
  | 'workspace'
  | 'customer'
  | 'conversation'
  | 'handoff'
  | 'agent'
  | 'ingest'
  | 'channel'
  | 'call'
  | 'order'
  | 'store';

type PolicyRow = { readonly resource: Resource; readonly allow: Partial<Record<Role, Reach>> };

const people = (reach: Reach): Partial<Record<Role, Reach>> => ({
  agent: reach,
  lead: reach === 'own' ? 'own' : 'any',
});

/**
 * The one policy table: role × action × resource ([PR5]). It decides for HTTP and sockets alike; what has no row is
 * refused, and a route, command, query or event whose action is missing here stops the hub at start.
 * Administrators manage people and channels; they do not read conversations.
 */
export const POLICY = {
  'workspace.read': { resource: 'workspace', allow: { agent: 'any', lead: 'any', admin: 'any' } },
  'inbox.read': { resource: 'agent', allow: { agent: 'own', lead: 'any' } },
  'team.read': { resource: 'workspace', allow: { agent: 'team', lead: 'any' } },
  'thread.read': { resource: 'customer', allow: people('any') },
  'thread.search': { resource: 'customer', allow: people('any') },
  'contact_point.reveal': { resource: 'customer', allow: people('any') },
  'blob.read': { resource: 'customer', allow: { agent: 'any', lead: 'any', visitor: 'own' } },
  'blob.write': { resource: 'workspace', allow: { agent: 'any', lead: 'any', visitor: 'own' } },
  'conversation.claim': { resource: 'conversation', allow: { agent: 'team', lead: 'any' } },
  'conversation.work': { resource: 'conversation', allow: { agent: 'own', lead: 'own' } },
  'conversation.assign': { resource: 'conversation', allow: { agent: 'own', lead: 'any' } },
  'conversation.tag': { resource: 'conversation', allow: { agent: 'team', lead: 'any' } },
  'conversation.reopen': { resource: 'conversation', allow: { agent: 'team', lead: 'any' } },
  'note.write': { resource: 'customer', allow: people('any') },
  'draft.write': { resource: 'agent', allow: { agent: 'own', lead: 'own' } },
  'handoff.offer': { resource: 'conversation', allow: { agent: 'own', lead: 'own' } },
  'handoff.decide': { resource: 'handoff', allow: { agent: 'own', lead: 'own' } },
  'presence.set': { resource: 'agent', allow: { agent: 'own', lead: 'own', admin: 'own' } },
  // offers from the queue; whoever ends a shift: one's own, or a lead for somebody of their teams
  'routing.decide': { resource: 'conversation', allow: { agent: 'own', lead: 'own' } },
  'routing.read': { resource: 'conversation', allow: people('any') },
  'shift.hand-over': { resource: 'agent', allow: { agent: 'own', lead: 'team' } },
  // questions to a lead: the owner asks and ends; leads decide for their teams, and keep the rules
  'escalation.raise': { resource: 'conversation', allow: { agent: 'own', lead: 'own' } },
  'escalation.read': { resource: 'conversation', allow: { agent: 'own', lead: 'any' } },
  'escalation.decide': { resource: 'conversation', allow: { lead: 'team' } },
  'escalation.resolve': { resource: 'conversation', allow: { agent: 'own', lead: 'team' } },
  'escalation.rules': { resource: 'workspace', allow: { lead: 'any' } },
  // live help: leads give it; who owns the conversation sees and hears it
  'help.give': { resource: 'conversation', allow: { lead: 'any' } },
  'help.hear': { resource: 'conversation', allow: { agent: 'own', lead: 'any' } },
  // the floor, live
  'board.read': { resource: 'workspace', allow: { lead: 'any' } },
  // how customers say it was: leads read it in reports, whoever serves one sees theirs on the thread
  'survey.read': { resource: 'workspace', allow: { lead: 'any' } },
  'ingest.write': { resource: 'ingest', allow: { integration: 'any' } },
  'bot.talk': { resource: 'ingest', allow: { integration: 'any' } },
  'visitor.talk': { resource: 'conversation', allow: { visitor: 'own' } },
  'visitor.read': { resource: 'customer', allow: { visitor: 'own' } },
  // channels and what a workspace is set up with
  'channel.read': { resource: 'channel', allow: { lead: 'any', admin: 'any' } },
  'channel.manage': { resource: 'channel', allow: { admin: 'any' } },
  'settings.read': { resource: 'workspace', allow: { lead: 'any', admin: 'any' } },
  // where one is signed in oneself, and one's own company account
  'sign_in.own': { resource: 'agent', allow: { agent: 'own', lead: 'own', admin: 'own', clerk: 'own' } },
  'settings.manage': { resource: 'workspace', allow: { admin: 'any' } },
  'quarantine.decide': { resource: 'channel', allow: { lead: 'any', admin: 'any' } },
  // calls
  'call.work': { resource: 'call', allow: { agent: 'own', lead: 'own' } },
  'call.place': { resource: 'call', allow: people('any') },
  'callback.work': { resource: 'call', allow: { agent: 'team', lead: 'any' } },
  // orders, stock and acts on them
  'order.read': { resource: 'order', allow: people('any') },
  'order.act': { resource: 'order', allow: people('any') },
  // who is who, what they agreed to, how it was checked that it is them
  'identity.read': { resource: 'customer', allow: people('any') },
  'identity.decide': { resource: 'customer', allow: people('any') },
  'quality.read': { resource: 'customer', allow: { lead: 'any' } },
  // what the floor did, in figures
  'report.read': { resource: 'workspace', allow: { lead: 'any' } },
  'consent.write': { resource: 'customer', allow: people('any') },
  'check.do': { resource: 'customer', allow: people('any') },
  // handle with care: whoever talks to customers proposes, a lead decides
  'care.propose': { resource: 'customer', allow: people('any') },
  'care.decide': { resource: 'customer', allow: { lead: 'any' } },
  // answers that wait for a lead: authors take back their own, leads decide for their teams and keep the rules
  'approval.read': { resource: 'customer', allow: people('any') },
  'approval.write': { resource: 'conversation', allow: { agent: 'own', lead: 'own' } },
  'approval.decide': { resource: 'conversation', allow: { lead: 'team' } },
  'approval.rules': { resource: 'workspace', allow: { lead: 'any' } },
  // journeys: whoever reads a thread sees its own; leads see all of them, and keep what they mean
  'journey.lead': { resource: 'workspace', allow: { lead: 'any' } },
  // knowledge: everybody reads, agents write, leads approve
  'knowledge.read': { resource: 'workspace', allow: people('any') },
  'knowledge.write': { resource: 'workspace', allow: people('any') },
  'knowledge.approve': { resource: 'workspace', allow: { lead: 'any' } },
  // the store's clerk
  'clerk.serve': { resource: 'store', allow: { clerk: 'own' } },
  'store.ask': { resource: 'store', allow: people('any') },
  'demo.control': { resource: 'workspace', allow: { agent: 'any', lead: 'any', admin: 'any' } },
} as const satisfies Record<string, PolicyRow>;

export type Action = keyof typeof POLICY;

/** Who asks. `teamIds` are the teams an agent belongs to. */
export type Actor = {
  readonly role: Role;
  readonly id: string;
  readonly teamIds: readonly string[];
  readonly grants?: readonly string[];
};

/** What is known of the resource when the decision is made. Absent facts never widen a right. */
export type ResourceFacts = { readonly ownerId?: string | undefined; readonly teamId?: string | undefined };

/** The reach of a role for an action, or null: no row, no access. */
export function reachOf(role: Role, action: Action): Reach | null {
  const allow: Partial<Record<Role, Reach>> = POLICY[action].allow;
  return allow[role] ?? null;
}

/** True when the actor may do the action to a resource with these facts ([PR5]). */
export function mayDo(actor: Actor, action: Action, facts: ResourceFacts = {}): boolean {
  const reach = reachOf(actor.role, action);
  if (reach === null) return false;
  if (reach === 'any') return true;
  if (facts.ownerId !== undefined && facts.ownerId === actor.id) return true;
  return reach === 'team' && facts.teamId !== undefined && actor.teamIds.includes(facts.teamId);
}
