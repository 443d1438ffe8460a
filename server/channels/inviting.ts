// How a customer is asked onto another channel ([HO6]): beforehand, which ways reach them; then, in the handoff's work, one
// of them taken. What only ends an invitation is in invitations.ts.
export type { Invite, Invited } from './inviting/ask.ts';
export { invite } from './inviting/invite.service.ts';
export { waysAcross } from './inviting/ways.service.ts';
