export { InboxPart } from './inbox-part.tsx';
