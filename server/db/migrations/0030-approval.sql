-- What an agent writes may have to wait for a lead before it leaves; what a team holds back for a moment by itself.

create table approval_rule (
  id uuid primary key,
  name text not null,
  enabled boolean not null default true,
  agent_ids uuid[] not null default '{}',
  team_ids uuid[] not null default '{}',
  category_ids uuid[] not null default '{}',
  channels text[] not null default '{}',
  words jsonb not null default '[]',
  until timestamptz,
  revision integer not null default 1,
  changed_by uuid references agent (id),
  changed_at timestamptz not null
);

-- One answer that waits, or waited: no item, no outgoing row, nothing of it is the customer's until a lead said so.
create table held_message (
  id uuid primary key,
  customer_id uuid not null references customer (id),
  conversation_id uuid not null references conversation (id),
  epoch bigint not null,
  author_id uuid not null references agent (id),
  channel text not null,
  text text not null,
  attachments jsonb not null default '[]',
  format jsonb not null default '{}',
  seen jsonb not null,
  -- names of the rules that held it, as they were
  rules jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'returned', 'withdrawn')),
  held_at timestamptz not null,
  decided_by uuid references agent (id),
  decided_at timestamptz,
  why text check (why in ('lead', 'moved', 'resolved')),
  note text,
  sent_text text,
  item_customer_id uuid references customer (id),
  item_seq bigint,
  -- its author has taken the words back, or read what was changed
  closed_at timestamptz,
  revision integer not null default 1,
  constraint held_message_decided check ((state = 'waiting') = (decided_at is null)),
  constraint held_message_sent check ((state = 'approved') = (item_seq is not null)
    and (item_seq is null) = (item_customer_id is null) and (item_seq is null) = (sent_text is null)),
  constraint held_message_why check ((state = 'returned') = (why is not null)),
  -- Four eyes: nobody lets their own words out.
  constraint held_message_four_eyes check (state <> 'approved' or (decided_by is not null and decided_by <> author_id))
);
create unique index held_message_one_waits on held_message (conversation_id) where state = 'waiting';
create index held_message_open on held_message (customer_id) where closed_at is null;
create index held_message_waiting on held_message (held_at) where state = 'waiting';
create index held_message_of on held_message (conversation_id);

-- Channels on which a sent answer can still be taken back for some seconds; each agent may choose otherwise.
alter table team add column delayed_channels text[] not null default '{email}';
