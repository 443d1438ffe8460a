-- Who is who ([ID3], [ID4]): records that are one person, what was decided about them, and what a contact point is.

-- The thread a record is part of: the least id of the records that live links join; null for a record that stands alone.
-- Kept with the links in one transaction, the records locked; `tsunagi verify` compares the two.
alter table customer add column thread_id uuid;
-- Its newest item when it was joined: who opened the thread before that has not missed what is older.
alter table customer add column thread_seq bigint;
create index customer_thread on customer (thread_id) where thread_id is not null;
create index customer_name on customer (replace(replace(name, ' ', ''), '　', '')) where name is not null;
create index customer_kana on customer (replace(replace(kana, ' ', ''), '　', '')) where kana is not null;

create table identity_link (
  id uuid primary key,
  customer_a uuid not null references customer (id),
  customer_b uuid not null references customer (id),
  reason text,
  linked_at timestamptz not null,
  linked_by uuid references agent (id),
  undone_at timestamptz,
  undone_by uuid references agent (id),
  undone_reason text,
  check (customer_a < customer_b),
  check (undone_at is not null or undone_by is null)
);
create unique index identity_link_once on identity_link (customer_a, customer_b) where undone_at is null;
create index identity_link_b on identity_link (customer_b);

-- A blocked point still brings what it sends onto its thread, quietly; nothing is sent to it.
alter table contact_point add column blocked_at timestamptz;
alter table contact_point add column blocked_until timestamptz;
alter table contact_point add column blocked_reason text;
create index contact_point_blocked on contact_point (id) where blocked_at is not null;
create index contact_point_local_part on contact_point (split_part(value, '@', 1)) where kind = 'email';

-- What did not arrive, for who looks after unreachable addresses.
create index delivery_failed on delivery (at) where state = 'failed';

alter table identity_suggestion add column decided_at timestamptz;
alter table identity_suggestion add column decided_by uuid references agent (id);
alter table identity_suggestion add column decided_reason text;
create index identity_suggestion_open on identity_suggestion (score desc, id) where state = 'open';
create index identity_suggestion_b on identity_suggestion (customer_b);

-- Every decision about who is who: who, when, why. Never changed.
create table identity_event (
  id uuid primary key,
  at timestamptz not null,
  agent_id uuid references agent (id),
  event text not null check (event in ('joined', 'undone', 'household', 'not_same', 'shared', 'unshared', 'blocked',
    'unblocked', 'verified', 'removed', 'moved')),
  customer_id uuid not null references customer (id),
  other_id uuid references customer (id),
  contact_point_id uuid references contact_point (id),
  link_id uuid references identity_link (id),
  reason text
);
create index identity_event_customer on identity_event (customer_id, at);
create index identity_event_other on identity_event (other_id, at) where other_id is not null;

-- Records that gained a name or a point and have yet to be compared with others; a job works it off.
create table identity_todo (
  customer_id uuid primary key references customer (id),
  since timestamptz not null
);
