export { ApprovalNews } from './approval-news.tsx';
export { ApprovalsPage } from './approvals-page.tsx';
export { HeldStrips } from './held-strips.tsx';
