-- Tables of this part are added below.

-- Consent: the newest word of each record by channel and purpose, projected from its consent items ([PR2]).
create table consent_state (
  customer_id uuid not null references customer (id),
  channel text not null,
  purpose text not null,
  granted boolean not null,
  since timestamptz not null,
  item_id uuid not null references timeline_item (id),
  source text,
  primary key (customer_id, channel, purpose)
);

-- Identity checks ([PR6]): what is asked for each purpose, and what was checked, by whom, until when. Never the values.
create table identity_checklist (
  purpose text primary key check (purpose in ('inquiry', 'address_change', 'refund', 'disclosure')),
  needed integer not null check (needed between 1 and 10),
  minutes integer not null check (minutes between 1 and 1440),
  facts jsonb not null,
  revision integer not null default 1,
  changed_by uuid references agent (id),
  changed_at timestamptz
);
insert into identity_checklist (purpose, needed, minutes, facts) values
  ('inquiry', 1, 60, '[{"code":"order_number","nameJa":"注文番号","nameEn":"Order number"},{"code":"phone_number","nameJa":"電話番号","nameEn":"Phone number"},{"code":"full_name","nameJa":"お名前","nameEn":"Full name"}]'),
  ('address_change', 2, 30, '[{"code":"phone_number","nameJa":"電話番号","nameEn":"Phone number"},{"code":"order_number","nameJa":"注文番号","nameEn":"Order number"},{"code":"former_address","nameJa":"変更前の住所","nameEn":"Former address"}]'),
  ('refund', 2, 30, '[{"code":"phone_number","nameJa":"電話番号","nameEn":"Phone number"},{"code":"order_number","nameJa":"注文番号","nameEn":"Order number"},{"code":"order_total","nameJa":"お支払い金額","nameEn":"Amount paid"}]'),
  ('disclosure', 3, 15, '[{"code":"full_name","nameJa":"お名前","nameEn":"Full name"},{"code":"address","nameJa":"ご住所","nameEn":"Address"},{"code":"phone_number","nameJa":"電話番号","nameEn":"Phone number"},{"code":"birth_date","nameJa":"生年月日","nameEn":"Date of birth"}]');

create table identity_check (
  id uuid primary key,
  customer_id uuid not null references customer (id),
  conversation_id uuid not null references conversation (id),
  purpose text not null references identity_checklist (purpose),
  passed boolean not null,
  facts jsonb not null,
  needed integer not null,
  channel text not null,
  checked_by uuid not null references agent (id),
  checked_by_name text not null,
  at timestamptz not null,
  expires_at timestamptz not null
);
create index identity_check_conversation on identity_check (conversation_id, purpose, at desc);
