export { IdentityDialogs } from './identity-dialogs.tsx';
export { IdentityPart } from './identity-part.tsx';
export { PointMenu } from './point-menu.tsx';
