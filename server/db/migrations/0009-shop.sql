-- Orders of connected shops in their newest state, for what the desk does with them. The thread has every state as an item.
create table shop_order (
  connection_id uuid not null references channel_connection (id),
  -- The shop's own id of it.
  ref text not null,
  number text not null,
  customer_id uuid not null references customer (id),
  state text not null,
  currency text,
  total numeric,
  refunded numeric not null default 0,
  lines jsonb not null default '[]',
  -- A hash of what its item showed: an update that changes nothing of it makes no item.
  shown text not null,
  shop_updated_at timestamptz not null,
  primary key (connection_id, ref)
);
create index shop_order_customer on shop_order (customer_id, shop_updated_at desc);

-- What the desk has a shop do ([CH3]); its id goes to the shop and is fixed before the first attempt.
create table shop_act (
  id uuid primary key,
  connection_id uuid not null,
  order_ref text not null,
  customer_id uuid not null references customer (id),
  conversation_id uuid not null references conversation (id),
  agent_id uuid not null references agent (id),
  agent_name text not null,
  role text not null,
  what text not null check (what in ('cancel', 'refund', 'replace', 'change_address', 'hold_in_store', 'ship_from_store')),
  amount numeric,
  currency text,
  reason text not null,
  -- What the act needs; emptied when it is over, for an address is nobody's business here.
  details jsonb not null default '{}',
  place_name text,
  state text not null default 'queued' check (state in ('queued', 'sending', 'done', 'unknown', 'failed')),
  attempts integer not null default 0,
  error_code text,
  error_detail text,
  created_at timestamptz not null,
  tried_at timestamptz,
  over_at timestamptz,
  foreign key (connection_id, order_ref) references shop_order (connection_id, ref)
);
-- One at a time on an order: two refunds at once are one too many.
create unique index shop_act_one_open on shop_act (connection_id, order_ref)
  where state in ('queued', 'sending', 'unknown');
create index shop_act_order on shop_act (connection_id, order_ref, created_at desc);

-- The most a role may give back on one order; without a row nothing.
create table shop_refund_limit (
  role text not null check (role in ('agent', 'lead')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  amount numeric not null check (amount >= 0),
  changed_by uuid references agent (id),
  primary key (role, currency)
);
insert into shop_refund_limit (role, currency, amount) values
  ('agent', 'JPY', 30000), ('agent', 'USD', 200), ('agent', 'EUR', 200),
  ('lead', 'JPY', 300000), ('lead', 'USD', 2000), ('lead', 'EUR', 2000);
