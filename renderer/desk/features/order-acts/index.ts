export { OrderActs } from './order-acts.tsx';
export { ReplyStockNotice } from './reply-stock-notice.tsx';
export { StockCards } from './stock-cards.tsx';
