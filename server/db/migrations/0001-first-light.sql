-- First light: people, customers and their threads, conversations, handoffs, sync.
-- Names are the contract's words; times are timestamptz; ids are UUIDv7 made by the application.

create table workspace (
  only_row boolean primary key default true check (only_row),
  name text not null,
  locale text not null check (locale in ('ja', 'en')),
  time_zone text not null default 'Asia/Tokyo',
  -- Renewed by restore or rebuild; a cursor of another generation is answered `reload` ([SY3]).
  generation uuid not null,
  signing_key_public text not null,
  signing_key_private text not null,
  widget_secret text not null,
  demo boolean not null default false,
  -- simulated customers come to a demo shop while this is on
  simulation boolean not null default true,
  created_at timestamptz not null
);

-- people ---------------------------------------------------------------------------------------------------------

create table team (
  id uuid primary key,
  name text not null unique,
  wrap_up text[] not null default '{category,outcome}',
  offer_seconds integer not null default 60 check (offer_seconds > 0),
  reply_minutes integer not null default 15 check (reply_minutes > 0),
  reopen_hours integer not null default 72 check (reopen_hours >= 0),
  is_default boolean not null default false,
  created_at timestamptz not null
);
create unique index team_one_default on team (is_default) where is_default;

create table agent (
  id uuid primary key,
  login text not null unique,
  name text not null,
  public_name text not null,
  role text not null check (role in ('agent', 'lead', 'admin', 'clerk')),
  locale text not null check (locale in ('ja', 'en')),
  languages text[] not null default '{ja}',
  capacity integer not null default 4 check (capacity > 0),
  password_hash text,
  presence text not null default 'signed_out' check (presence in ('ready', 'busy', 'wrap_up', 'away', 'disconnected', 'signed_out')),
  presence_reason text,
  presence_at timestamptz,
  -- topic version of inbox:ID ([TL2])
  inbox_version bigint not null default 0,
  active boolean not null default true,
  created_at timestamptz not null
);

create table team_member (
  team_id uuid not null references team (id),
  agent_id uuid not null references agent (id),
  primary key (team_id, agent_id)
);
create index team_member_agent on team_member (agent_id);

create table auth_session (
  id uuid primary key,
  agent_id uuid not null references agent (id),
  client text not null check (client in ('desktop', 'browser')),
  -- SHA-256 of the refresh token in force, and of the one before it while a lost answer may be asked for again
  refresh_hash bytea not null unique,
  previous_hash bytea unique,
  rotated_at timestamptz not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text
);
create index auth_session_agent on auth_session (agent_id) where revoked_at is null;

create table sign_in_code (
  code_hash bytea primary key,
  agent_id uuid not null references agent (id),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table sign_in_failure (
  subject text not null,
  at timestamptz not null
);
create index sign_in_failure_subject on sign_in_failure (subject, at);

create table api_key (
  id uuid primary key,
  name text not null,
  key_hash bytea not null unique,
  grants text[] not null default '{}',
  created_at timestamptz not null,
  revoked_at timestamptz
);

create table category (
  id uuid primary key,
  parent_id uuid references category (id),
  name_ja text not null,
  name_en text not null,
  position integer not null default 0
);

create table outcome (
  code text primary key,
  name_ja text not null,
  name_en text not null,
  position integer not null default 0
);

create table saved_reply (
  id uuid primary key,
  shortcut text not null,
  title text not null,
  body text not null,
  locale text not null check (locale in ('ja', 'en')),
  unique (shortcut, locale)
);

-- customers ------------------------------------------------------------------------------------------------------

create table customer (
  id uuid primary key,
  name text,
  kana text,
  locale text check (locale in ('ja', 'en')),
  rank text,
  care jsonb not null default '[]',
  -- newest item ([TL2]: per record, without gaps) and version of topic customer:ID
  last_seq bigint not null default 0,
  topic_version bigint not null default 0,
  last_item_at timestamptz,
  created_at timestamptz not null
);

-- one row per (kind, normalised value); customers hold it by contact_point_link
create table contact_point (
  id uuid primary key,
  kind text not null check (kind in ('phone', 'email', 'line', 'whatsapp', 'visitor', 'loyalty', 'shop', 'device')),
  value text not null,
  shared boolean not null default false,
  created_at timestamptz not null,
  unique (kind, value)
);

create table contact_point_link (
  id uuid primary key,
  contact_point_id uuid not null references contact_point (id),
  customer_id uuid not null references customer (id),
  -- how it was verified: the provider, the key or the shop's signature; null when merely said
  verified_by text,
  shared boolean not null default false,
  since timestamptz not null,
  until timestamptz
);
-- [ID1] at most one customer holds an unshared point as verified
create unique index contact_point_one_holder on contact_point_link (contact_point_id) where verified_by is not null and not shared and until is null;
create unique index contact_point_link_once on contact_point_link (contact_point_id, customer_id) where until is null;
create index contact_point_link_customer on contact_point_link (customer_id) where until is null;

create table identity_suggestion (
  id uuid primary key,
  customer_a uuid not null references customer (id),
  customer_b uuid not null references customer (id),
  reasons text[] not null,
  score integer not null,
  state text not null default 'open' check (state in ('open', 'joined', 'household', 'not_same')),
  created_at timestamptz not null,
  check (customer_a < customer_b),
  unique (customer_a, customer_b)
);

-- conversations --------------------------------------------------------------------------------------------------

create sequence conversation_number start 10001;

create table conversation (
  id uuid primary key,
  number bigint not null unique default nextval('conversation_number'),
  customer_id uuid not null references customer (id),
  status text not null check (status in ('open', 'waiting', 'snoozed', 'resolved')),
  waiting_on text check (waiting_on in ('customer', 'store', 'warehouse', 'carrier', 'maker', 'lead', 'other')),
  waiting_until timestamptz,
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  category_id uuid references category (id),
  subject text,
  preview text not null default '',
  outcome text references outcome (code),
  team_id uuid not null references team (id),
  -- [CV1] one owner: an agent, or the queue of a team; never both, never none
  owner_agent_id uuid references agent (id),
  owner_team_id uuid references team (id),
  last_owner_agent_id uuid references agent (id),
  epoch bigint not null default 1,
  channel text not null,
  opened_at timestamptz not null,
  resolved_at timestamptz,
  last_item_at timestamptz not null,
  customer_waits_since timestamptz,
  reply_due_at timestamptz,
  bounces integer not null default 0,
  customer_read_seq bigint not null default 0,
  agent_read_seq bigint not null default 0,
  check ((owner_agent_id is null) <> (owner_team_id is null))
);
create index conversation_owner on conversation (owner_agent_id, last_item_at) where status <> 'resolved';
create index conversation_queue on conversation (owner_team_id, last_item_at) where status <> 'resolved';
create index conversation_team on conversation (team_id, last_item_at);
create index conversation_customer on conversation (customer_id, last_item_at);

create table session (
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  customer_id uuid not null references customer (id),
  channel text not null,
  contact_point_id uuid references contact_point (id),
  -- the provider's thread, for [CV10]
  thread text,
  state text not null check (state in ('active', 'ended')),
  started_at timestamptz not null,
  ended_at timestamptz
);
create index session_conversation on session (conversation_id);
create index session_contact_point on session (contact_point_id) where contact_point_id is not null;
create index session_thread on session (channel, thread) where thread is not null;

create table assignment (
  conversation_id uuid not null references conversation (id),
  epoch bigint not null,
  agent_id uuid references agent (id),
  team_id uuid references team (id),
  since timestamptz not null,
  reason text not null,
  primary key (conversation_id, epoch),
  check ((agent_id is null) <> (team_id is null))
);

-- the thread -----------------------------------------------------------------------------------------------------

create table timeline_item (
  customer_id uuid not null references customer (id),
  seq bigint not null,
  id uuid not null unique,
  kind text not null,
  channel text not null,
  direction text not null check (direction in ('in', 'out', 'none')),
  visibility text not null check (visibility in ('customer', 'internal', 'lead', 'private')),
  audience uuid[],
  source text,
  external_id text,
  conversation_id uuid references conversation (id),
  session_id uuid references session (id),
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  author jsonb not null,
  historical boolean not null default false,
  corrects uuid,
  data jsonb not null,
  redacted_at timestamptz,
  primary key (customer_id, seq)
);
-- [TL3] the same input twice is one item
create unique index timeline_item_source on timeline_item (source, external_id) where external_id is not null;
-- [TL4], [TL6] keyset pages, whole thread and by channel
create index timeline_item_place on timeline_item (customer_id, occurred_at, seq);
create index timeline_item_channel on timeline_item (customer_id, channel, occurred_at, seq);
create index timeline_item_conversation on timeline_item (conversation_id, seq) where conversation_id is not null;
-- orders of a customer, and an order by its number
create index timeline_item_kind on timeline_item (customer_id, kind, occurred_at, seq) where kind in ('order', 'shipment', 'return', 'visit', 'purchase', 'pickup');

create table delivery (
  item_id uuid primary key references timeline_item (id),
  state text not null check (state in ('queued', 'sent', 'delivered', 'read', 'failed')),
  at timestamptz not null,
  reason text
);

-- One row per event of customer:ID and inbox:AGENT, versions without gaps; catch-up reads it ([SY3]).
-- `ref` points at what changed; what it looks like now is read when it is asked for, so erasure needs no rewrite here.
create table topic_event (
  topic text not null,
  version bigint not null,
  at timestamptz not null,
  type text not null,
  ref jsonb not null,
  primary key (topic, version)
);

create table search_entry (
  id uuid primary key,
  entity text not null check (entity in ('customer', 'conversation', 'order', 'item')),
  -- what the words belong to: the customer, the conversation, or the item
  entity_id uuid not null,
  customer_id uuid not null references customer (id),
  seq bigint,
  visibility text not null default 'internal',
  audience uuid[],
  at timestamptz not null,
  body text not null,
  grams text[] not null
);
create index search_entry_grams on search_entry using gin (grams);
create index search_entry_entity on search_entry (entity, entity_id);
create index search_entry_customer on search_entry (customer_id);

-- handoffs and promises ------------------------------------------------------------------------------------------

create table handoff (
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  customer_id uuid not null references customer (id),
  from_agent_id uuid not null references agent (id),
  to_agent_id uuid references agent (id),
  to_team_id uuid references team (id),
  accepted_by uuid references agent (id),
  channel_from text not null,
  channel_to text not null,
  state text not null check (state in ('offered', 'accepted', 'completed', 'declined', 'expired', 'withdrawn', 'lapsed')),
  brief jsonb not null,
  snapshot jsonb not null,
  -- the conversation's epoch when it was offered: a change of owner in between ends the offer
  epoch bigint not null,
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  decided_at timestamptz,
  reason text,
  returns uuid references handoff (id),
  check ((to_agent_id is null) <> (to_team_id is null))
);
-- [HO1] one open handoff per conversation
create unique index handoff_one_open on handoff (conversation_id) where state in ('offered', 'accepted');
create index handoff_to_agent on handoff (to_agent_id) where state = 'offered';
create index handoff_to_team on handoff (to_team_id) where state = 'offered';
create index handoff_expiry on handoff (expires_at) where state = 'offered';

create table commitment (
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  customer_id uuid not null references customer (id),
  text text not null,
  due_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'kept', 'broken', 'cancelled')),
  made_by uuid references agent (id),
  created_at timestamptz not null,
  settled_at timestamptz
);
create index commitment_conversation on commitment (conversation_id) where state = 'open';
create index commitment_customer on commitment (customer_id) where state = 'open';

create table draft (
  conversation_id uuid not null references conversation (id),
  agent_id uuid not null references agent (id),
  mode text not null check (mode in ('reply', 'note')),
  text text not null,
  attachments jsonb not null default '[]',
  revision bigint not null,
  saved_at timestamptz not null,
  primary key (conversation_id, agent_id, mode)
);

-- the hub's own books --------------------------------------------------------------------------------------------

-- [SY2] the same command id with the same body has the same answer; `stale` and retryable errors are not stored
create table command_receipt (
  actor_id text not null,
  command_id uuid not null,
  name text not null,
  body_hash bytea not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (actor_id, command_id)
);
create index command_receipt_at on command_receipt (at);

create table blob (
  id uuid primary key,
  owner_type text not null check (owner_type in ('agent', 'visitor', 'system')),
  owner_id text not null,
  -- the customer whose thread it stands on, once sent
  customer_id uuid references customer (id),
  name text not null,
  mime text not null,
  size integer not null,
  width integer,
  height integer,
  sha256 bytea not null,
  bytes bytea not null,
  created_at timestamptz not null
);

-- [PR1] who saw whom, when, why. Sealed into a hash chain in batches; `seal_no` and `hash` are set once.
create table view_record (
  id uuid primary key,
  at timestamptz not null,
  actor_type text not null,
  actor_id text not null,
  customer_id uuid not null,
  what text not null check (what in ('customer', 'contact_point', 'cached')),
  contact_point_id uuid,
  reason text,
  seal_no bigint unique,
  hash bytea
);
create index view_record_unsealed on view_record (at) where seal_no is null;
create index view_record_customer on view_record (customer_id, at);

create table visitor (
  id uuid primary key,
  secret_hash bytea not null unique,
  contact_point_id uuid not null references contact_point (id),
  customer_id uuid not null references customer (id),
  locale text check (locale in ('ja', 'en')),
  created_at timestamptz not null,
  last_seen_at timestamptz not null
);

create table import_progress (
  file_hash bytea primary key,
  lines_done bigint not null,
  accepted bigint not null,
  duplicates bigint not null,
  rejected bigint not null,
  updated_at timestamptz not null
);
