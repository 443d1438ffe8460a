/** What tills left that a store's counter works with. */
export { sourceOf } from './hear.ts';
export { claimReceipt, findUnclaimed } from './store/receipts.repository.ts';
export { heardAtTill } from './store/till-events.ts';
