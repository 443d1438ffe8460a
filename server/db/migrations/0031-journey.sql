-- Journeys: the rules that a lead keeps, what these rules make of every thread, and the steps that were decided about.

-- What a lead keeps; one row. Without rules those of the program hold.
create table journey_rules (
  id integer primary key default 1 check (id = 1),
  -- the tab beside a customer
  shown boolean not null default false,
  rules jsonb,
  revision integer not null default 1,
  changed_by uuid references agent (id),
  changed_at timestamptz
);
insert into journey_rules default values;

-- How far each record was counted: what is different now is counted again.
create table journey_member (
  customer_id uuid primary key references customer (id) on delete cascade,
  thread_id uuid not null,
  seq bigint not null,
  rules_revision integer not null,
  -- when time alone makes it different
  again_at timestamptz
);
create index journey_member_again on journey_member (again_at) where again_at is not null;
create index journey_member_thread on journey_member (thread_id);

-- What the rules make of a thread; written anew whole, never changed. No words of anybody are in it.
create table journey_stop (
  thread_id uuid not null,
  n integer not null,
  customer_id uuid not null references customer (id) on delete cascade,
  seq bigint not null,
  channel text not null,
  phase text not null,
  segment text not null,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  touches integer not null,
  contact boolean not null,
  came_back integer not null,
  switched integer not null,
  waited integer not null,
  repeated integer not null,
  previous text,
  next text,
  ending text,
  primary key (thread_id, n),
  -- a journey goes on or it ended
  constraint journey_stop_goes_on_or_ends check ((next is null) = (ending is not null))
);
create index journey_stop_began on journey_stop (began_at);
create index journey_stop_customer on journey_stop (customer_id);

create table journey_matter (
  conversation_id uuid primary key references conversation (id) on delete cascade,
  thread_id uuid not null,
  customer_id uuid not null references customer (id) on delete cascade,
  segment text not null,
  began_at timestamptz not null,
  path text not null,
  came_back integer not null,
  switched integer not null,
  waited integer not null,
  repeated integer not null,
  score double precision
);
create index journey_matter_began on journey_matter (began_at);
create index journey_matter_thread on journey_matter (thread_id);
create index journey_matter_customer on journey_matter (customer_id);

-- What each channel is given of an order; null where nothing was before it.
create table journey_credit (
  thread_id uuid not null,
  n integer not null,
  customer_id uuid not null references customer (id) on delete cascade,
  seq bigint not null,
  segment text not null,
  ordered_at timestamptz not null,
  amount double precision,
  currency text,
  channel text,
  first double precision not null,
  last double precision not null,
  linear double precision not null,
  position double precision not null,
  primary key (thread_id, n),
  constraint journey_credit_once unique nulls not distinct (customer_id, seq, channel)
);
create index journey_credit_ordered on journey_credit (ordered_at);

-- Next best steps that somebody took up or put aside, and what came of it.
create table journey_step (
  id uuid primary key,
  customer_id uuid not null references customer (id) on delete cascade,
  step text not null,
  -- one decision of each cause
  cause text not null unique,
  decision text not null check (decision in ('accepted', 'dismissed')),
  decided_by uuid not null references agent (id),
  decided_at timestamptz not null,
  ordered_at timestamptz,
  contact_at timestamptz,
  low_score_at timestamptz
);
create index journey_step_customer on journey_step (customer_id);
create index journey_step_decided on journey_step (decided_at);
