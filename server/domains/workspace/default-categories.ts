/** One node of the tree a new workspace starts with; at most three levels. */
export type DefaultCategory = { readonly ja: string; readonly en: string; readonly below?: readonly DefaultCategory[] };

const node = (ja: string, en: string, below: readonly DefaultCategory[] = []): DefaultCategory => ({ ja, en, below });

/** What customers of a shop write and call about. An admin edits it later. */
export const DEFAULT_CATEGORIES: readonly DefaultCategory[] = [
  node('注文', 'Orders', [
    node('内容の変更', 'Changes', [
      node('お届け先の変更', 'Delivery address'),
      node('数量・商品の変更', 'Quantity or item'),
      node('お届け日時の変更', 'Delivery date'),
    ]),
    node('キャンセル', 'Cancellation', [node('発送前', 'Before dispatch'), node('発送後', 'After dispatch')]),
    node('注文の確認', 'Order enquiry', [
      node('確認メールが届かない', 'No confirmation email'),
      node('注文履歴', 'Order history'),
    ]),
  ]),
  node('配送', 'Delivery', [
    node('届かない', 'Not arrived', [
      node('遅延', 'Delayed'),
      node('紛失', 'Lost'),
      node('誤配', 'Delivered elsewhere'),
    ]),
    node('配送状況', 'Tracking', [node('追跡番号', 'Tracking number'), node('お届け予定', 'Expected date')]),
    node('受け取り', 'Receiving', [node('再配達', 'Redelivery'), node('店舗受取', 'Store pickup')]),
  ]),
  node('返品・交換', 'Returns and exchanges', [
    node('返品', 'Return', [
      node('お客様都合', 'Changed mind'),
      node('不良品', 'Faulty'),
      node('商品違い', 'Wrong item'),
    ]),
    node('交換', 'Exchange', [node('サイズ・色', 'Size or colour'), node('不良品', 'Faulty')]),
    node('返金', 'Refund', [node('返金状況', 'Refund status'), node('返金方法', 'Refund method')]),
  ]),
  node('商品', 'Products', [
    node('在庫', 'Stock', [node('再入荷', 'Back in stock'), node('店舗在庫', 'Store stock')]),
    node('仕様・使い方', 'Details and use', [
      node('サイズ', 'Size'),
      node('素材・お手入れ', 'Material and care'),
      node('使い方', 'How to use'),
    ]),
    node('修理・保証', 'Repair and warranty', [
      node('修理', 'Repair'),
      node('保証', 'Warranty'),
      node('部品', 'Parts'),
    ]),
  ]),
  node('支払い', 'Payment', [
    node('決済', 'Paying', [node('決済エラー', 'Payment failed'), node('支払い方法', 'Payment methods')]),
    node('領収書・請求', 'Receipts and bills', [node('領収書', 'Receipt'), node('請求内容', 'Charges')]),
    node('クーポン・ポイント', 'Coupons and points', [node('クーポン', 'Coupon'), node('ポイント', 'Points')]),
  ]),
  node('会員', 'Membership', [
    node('ログイン', 'Signing in', [node('パスワード', 'Password'), node('メールアドレス', 'Email address')]),
    node('会員情報', 'Account', [
      node('変更', 'Change'),
      node('退会', 'Close account'),
      node('個人情報', 'Personal data'),
    ]),
  ]),
  node('店舗', 'Stores', [
    node('営業', 'Opening', [node('営業時間', 'Hours'), node('アクセス', 'Getting there')]),
    node('接客・ご意見', 'Service and opinions', [
      node('お礼', 'Thanks'),
      node('苦情', 'Complaint'),
      node('ご要望', 'Suggestion'),
    ]),
    node('忘れ物', 'Lost property', [node('店内', 'In the store')]),
  ]),
  node('その他', 'Other', [
    node('営業・取材', 'Sales and press', [node('営業', 'Sales'), node('取材', 'Press')]),
    node('分類不能', 'Unclear', [node('無言・誤送信', 'Silent or by mistake')]),
  ]),
];
