export { AskLeadDialog } from './ask-lead-dialog.tsx';
export { EscalationNews } from './escalation-news.tsx';
export { EscalationStrips } from './escalation-strips.tsx';
