export { ConversationFrame } from './conversation-frame.tsx';
export { ConversationLoading } from './conversation-loading.tsx';
