// What a store's counter needs of invitations: whom the desk sends there, and codes that lead on from there.
export { customerOfCode, expectedAtCounter, standingAtCounter } from './inviting/counter.repository.ts';
export { receiptCode } from './inviting/receipt-code.service.ts';
