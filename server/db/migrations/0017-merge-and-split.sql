-- Conversations of one customer are merged and split; both can be undone ([CV7]). Items stay where they are ([TL1]).

alter table conversation
  add column merged_into uuid references conversation (id),
  add column split_from uuid references conversation (id),
  add column tags text[] not null default '{}',
  add constraint conversation_merged_is_resolved check (merged_into is null or status = 'resolved');
create index conversation_merged_into on conversation (merged_into) where merged_into is not null;
create index conversation_tags on conversation using gin (tags) where tags <> '{}';

create table conversation_link (
  id uuid primary key,
  kind text not null check (kind in ('merge', 'split')),
  -- merge: what went into the other. split: what was split off, and from what.
  from_id uuid not null references conversation (id),
  to_id uuid not null references conversation (id),
  -- what has to be given back: status, owner, clock, drafts, promises
  before jsonb not null,
  made_by uuid not null references agent (id),
  made_at timestamptz not null,
  undone_by uuid references agent (id),
  undone_at timestamptz
);
create unique index conversation_link_one on conversation_link (from_id) where kind = 'merge' and undone_at is null;
create index conversation_link_to on conversation_link (to_id) where undone_at is null;

-- the items a split was made for; they keep their own place and conversation
create table conversation_item (
  conversation_id uuid not null references conversation (id),
  customer_id uuid not null,
  seq bigint not null,
  primary key (conversation_id, customer_id, seq)
);
