-- Connected channels: a mailbox, a LINE account, a telephone provider, a shop. Secrets are sealed with the hub's key.
create table channel_connection (
  id uuid primary key,
  channel text not null,
  adapter text not null,
  name text not null,
  -- Whose queue new conversations of it go to; the default team's when null.
  team_id uuid references team (id),
  settings jsonb not null default '{}',
  secrets bytea,
  -- The unguessable part of its webhook's address.
  path_token text not null unique,
  state text not null default 'active' check (state in ('active', 'paused')),
  last_ok_at timestamptz,
  last_error_at timestamptz,
  last_error_code text,
  last_error_detail text,
  -- What a reader of it remembers between two looks: a mailbox's UIDs, a backfill's page.
  cursor jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index channel_connection_adapter on channel_connection (adapter) where state = 'active';

-- A leg knows which account, mailbox or number of ours it runs over, so that an answer leaves by the same one.
alter table session add column connection_id uuid references channel_connection (id);

-- What a provider delivered, verified and kept before it is worked on ([CH2]); the same event twice is one row.
create table webhook_event (
  id uuid primary key,
  connection_id uuid not null references channel_connection (id),
  event_id text not null,
  body bytea not null,
  content_type text not null,
  received_at timestamptz not null,
  state text not null default 'new' check (state in ('new', 'done', 'failed')),
  attempts integer not null default 0,
  error text,
  done_at timestamptz,
  unique (connection_id, event_id)
);
create index webhook_event_open on webhook_event (received_at) where state <> 'done';

-- Outgoing work ([CH3]): ids fixed before the first attempt, unknown reconciled and never blindly resent.
create table outgoing (
  item_id uuid primary key references timeline_item (id),
  connection_id uuid not null references channel_connection (id),
  customer_id uuid not null references customer (id),
  conversation_id uuid references conversation (id),
  contact_point_id uuid references contact_point (id),
  -- Ours, fixed before the first attempt: a Message-ID, a retry key.
  ref text not null unique,
  -- Theirs, for delivery marks.
  provider_id text,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'unknown', 'failed')),
  attempts integer not null default 0,
  last_error_code text,
  last_error_detail text,
  -- What the channel needs beside the item: copies, a subject, a reply token's id. Never a secret.
  details jsonb not null default '{}',
  created_at timestamptz not null,
  tried_at timestamptz,
  -- Not before this; null for at once.
  next_at timestamptz,
  sent_at timestamptz
);
create index outgoing_open on outgoing (created_at) where state in ('queued', 'sending', 'unknown');
create unique index outgoing_provider on outgoing (connection_id, provider_id) where provider_id is not null;

-- What could not be taken in: kept whole, with its reason, until somebody decides ([CH4]).
create table quarantine (
  id uuid primary key,
  connection_id uuid references channel_connection (id),
  reason text not null,
  detail text,
  summary jsonb not null default '{}',
  raw bytea not null,
  content_type text not null,
  received_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'released', 'discarded')),
  decided_by uuid references agent (id),
  decided_at timestamptz
);
create index quarantine_open on quarantine (received_at) where state = 'open';
