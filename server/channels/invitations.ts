// For those who end invitations or open them: without the ways that words go out by, which would lead back to them.
export { callWanted } from './inviting/invitation.repository.ts';
export { type InvitationKey, invitedVisitor } from './inviting/open-invitation.service.ts';
export { revokeInvitations } from './inviting/revoke.service.ts';
export { orderWantedCall } from './inviting/wanted-call.service.ts';
export { welcomeOf } from './inviting/welcome.ts';
