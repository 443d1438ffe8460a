export { PromiseChip } from './promise-chip.tsx';
export { PromiseProposal } from './promise-proposal.tsx';
