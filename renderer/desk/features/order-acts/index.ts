export { OrderActs } from './order-acts.tsx';
export { RefundLimits } from './refund-limits.tsx';
export { ReplyStockNotice } from './reply-stock-notice.tsx';
export { StockCards } from './stock-cards.tsx';
