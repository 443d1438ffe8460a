export { SavedReplies } from './saved-replies.tsx';
export { useRepliesWaiting } from './use-replies-waiting.ts';
export { WordingRules } from './wording-rules.tsx';
