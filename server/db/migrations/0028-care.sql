-- Handle with care: marks on customers with facts, an end and a lead's word; incidents that words of danger open.

create table care_mark (
  id uuid primary key,
  customer_id uuid not null references customer (id),
  kind text not null check (kind in ('harassment', 'safety', 'vulnerable', 'fraud', 'other')),
  title text not null,
  facts text not null,
  items jsonb not null default '[]',
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'declined', 'ended')),
  author_id uuid not null references agent (id),
  author_name text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  decided_by uuid references agent (id),
  decided_by_name text,
  decided_at timestamptz,
  note text,
  warnings jsonb not null default '[]',
  revision integer not null default 1,
  constraint care_mark_ends check (expires_at > created_at),
  constraint care_mark_decided check ((state = 'proposed') = (decided_by is null)),
  -- Four eyes: nobody approves what they proposed.
  constraint care_mark_four_eyes check (state <> 'approved' or decided_by <> author_id)
);
create index care_mark_customer on care_mark (customer_id) where state in ('proposed', 'approved');
create index care_mark_undecided on care_mark (created_at) where state = 'proposed';

-- What a lead keeps; one row.
create table care_rules (
  id integer primary key default 1 check (id = 1),
  safety_words jsonb not null,
  checklist jsonb not null,
  script jsonb not null,
  revision integer not null default 1,
  changed_by uuid references agent (id),
  changed_at timestamptz
);
insert into care_rules (safety_words, checklist, script) values (
  '{"ja":["発煙","煙が出","発火","火が出","燃えた","燃えて","燃え出","燃えだ","焦げ","爆発","感電","火傷","やけどを","やけどした","やけどしま","怪我","けがを","けが人","出血","救急","アレルギー","アナフィラキシー","異物","食中毒","情報漏","個人情報が漏","不正利用"],"en":["smoke","smoking","fire","caught fire","burned","burnt","burn","explosion","exploded","electric shock","injury","injured","bleeding","hospital","ambulance","allergic","allergy","anaphylaxis","food poisoning","data leak","leaked","data breach"]}',
  '[{"code":"safe_now","ja":"お客様と周囲の安全を確認し、使用の中止をお願いした","en":"The customer and people around are safe, and asked to stop using it"},{"code":"injured","ja":"けが・体調の有無と医療機関の受診を確認した","en":"Injuries and medical help asked about"},{"code":"product","ja":"商品名・ロット・購入日・使用状況を確認した","en":"Product, lot, date of purchase and use written down"},{"code":"evidence","ja":"写真と現物の保管をお願いした","en":"Asked to keep the item and for photos"},{"code":"told","ja":"品質・安全の担当へ連絡した","en":"Quality or safety team told"},{"code":"next","ja":"次の連絡の時刻をお約束した","en":"Promised when we contact them next"}]',
  '[{"ja":"恐れ入りますが、そのようなお言葉が続きますと、ご案内を続けることができません。","en":"I am sorry, but I can not go on helping while I am spoken to like this."},{"ja":"重ねて申し上げます。同様のお言葉が続く場合は、この対応を終了させていただきます。","en":"I must say it again: if this goes on, I will have to end this conversation."},{"ja":"これ以上のご案内はいたしかねますので、こちらで対応を終了させていただきます。","en":"I can not help any further like this, and will end our conversation now."}]'
);

create table care_incident (
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  customer_id uuid not null references customer (id),
  words jsonb not null,
  item_customer_id uuid not null references customer (id),
  item_seq bigint not null,
  opened_at timestamptz not null,
  checklist jsonb not null,
  closed_by uuid references agent (id),
  closed_by_name text,
  closed_at timestamptz,
  result text,
  revision integer not null default 1,
  constraint care_incident_closed check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (result is null))
);
create unique index care_incident_one_open on care_incident (conversation_id) where closed_at is null;
create index care_incident_customer on care_incident (customer_id);
