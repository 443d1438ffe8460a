-- Stores, their clerks, what the desk asks them, and tills' receipts that nobody has claimed yet.
create table store (
  id uuid primary key,
  -- As tills write it.
  code text not null unique,
  name text not null,
  phone text,
  active boolean not null default true,
  -- Raised by every change, so that of two who edit the same the second is told.
  revision integer not null default 1,
  created_at timestamptz not null
);

alter table agent add column store_id uuid references store (id);

create table store_question (
  id uuid primary key,
  store_id uuid not null references store (id),
  customer_id uuid not null references customer (id),
  conversation_id uuid not null references conversation (id),
  text text not null,
  asked_by uuid not null references agent (id),
  asked_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'answered', 'withdrawn')),
  answer text,
  answered_by uuid references agent (id),
  answered_at timestamptz
);
create index store_question_open on store_question (store_id, asked_at) where state = 'open';
create index store_question_conversation on store_question (conversation_id);

-- A purchase without a card belongs to nobody until somebody shows the receipt.
create table unclaimed_receipt (
  connection_id uuid not null references channel_connection (id),
  external_id text not null,
  store text not null,
  receipt_number text not null,
  kind text not null,
  data jsonb not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  claimed_at timestamptz,
  primary key (connection_id, external_id)
);
create index unclaimed_receipt_number on unclaimed_receipt (receipt_number) where claimed_at is null;

-- Finds what was bought by the number on the receipt.
create index timeline_item_receipt on timeline_item ((data ->> 'receiptNumber')) where kind = 'purchase';
