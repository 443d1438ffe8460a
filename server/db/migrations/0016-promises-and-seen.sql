-- Promises that were broken or moved, what an agent last saw of a thread, and who may improve a draft.

alter table commitment
  -- the message, note or call in whose words it was made; on whichever record of the thread
  add column item_customer_id uuid references customer (id),
  add column item_seq bigint,
  -- how often its time was put off, and when it was first to be
  add column moves integer not null default 0,
  add column first_due_at timestamptz,
  add column broken_at timestamptz,
  add constraint commitment_item_whole check ((item_customer_id is null) = (item_seq is null));

-- What is still owed: open, or broken and not yet made good.
drop index commitment_conversation;
drop index commitment_customer;
create index commitment_conversation on commitment (conversation_id) where state in ('open', 'broken');
create index commitment_customer on commitment (customer_id) where state in ('open', 'broken');
create index commitment_due on commitment (due_at) where state = 'open';
-- One promise of each item and time, however often the key is pressed.
create unique index commitment_once_of_item on commitment (item_customer_id, item_seq, first_due_at)
  where item_seq is not null and state <> 'cancelled';

-- What an agent had on the focused screen of each record; customers never learn of it.
create table thread_seen (
  agent_id uuid not null references agent (id),
  customer_id uuid not null references customer (id),
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  primary key (agent_id, customer_id)
);
create index thread_seen_customer on thread_seen (customer_id);

-- An OpenAI-compatible endpoint that may improve a brief's draft; none unless an administrator says so.
create table summariser (
  id integer primary key default 1 check (id = 1),
  enabled boolean not null default false,
  base_url text not null,
  model text not null,
  -- the vault's; null is none
  api_key bytea,
  -- which parts of what is sent are replaced by placeholders: names, contacts, orders
  redacts text[] not null default '{names,contacts,orders}',
  revision integer not null default 1,
  changed_at timestamptz not null
);
