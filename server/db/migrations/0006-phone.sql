-- Phone: calls while they live, whom they rang at, and calls to make.

-- A call is a session with its parts. Live state is here; when it ends, one item goes onto the thread.
create table call (
  id uuid primary key,
  customer_id uuid not null references customer (id),
  contact_point_id uuid references contact_point (id),
  conversation_id uuid references conversation (id),
  session_id uuid references session (id),
  connection_id uuid references channel_connection (id),
  team_id uuid not null references team (id),
  adapter text not null,
  media text not null check (media in ('softphone', 'provider')),
  direction text not null check (direction in ('in', 'out')),
  state text not null check (state in ('ringing', 'active', 'held', 'ended')),
  -- What the provider or the PBX calls it: the same call twice is one row.
  call_key text,
  -- The other side's, normalised; null when withheld.
  number text,
  -- The network vouches for it; else it is what the caller's side claims.
  number_verified boolean not null default false,
  our_number text,
  -- Who holds it; while it rings inwards nobody does.
  agent_id uuid references agent (id),
  -- Who won the race to answer and is picking up.
  answering_id uuid references agent (id),
  answering_at timestamptz,
  -- A transfer under way, to an agent or a number.
  transfer_mode text check (transfer_mode in ('blind', 'consult')),
  transfer_agent_id uuid references agent (id),
  transfer_number text,
  transfer_at timestamptz,
  started_at timestamptz not null,
  answered_at timestamptz,
  ended_at timestamptz,
  -- A ring that nobody takes ends here.
  ring_until timestamptz,
  outcome text check (outcome in ('answered', 'missed', 'abandoned', 'voicemail', 'failed')),
  cause text,
  parts jsonb not null default '[]',
  recorded boolean not null default false,
  recording_paused boolean not null default false,
  -- While the holder says how it went; presence goes back by itself then.
  wrap_up_due timestamptz,
  -- What the holder's presence was before it.
  presence_before text,
  -- The item that tells of it, and the newest that corrects it.
  item_id uuid references timeline_item (id),
  -- The provider's ids of its legs, room and recording.
  provider jsonb not null default '{}',
  check ((state = 'ended') = (ended_at is not null)),
  check (state <> 'ended' or outcome is not null),
  check (state not in ('active', 'held') or agent_id is not null)
);
create unique index call_key_once on call (connection_id, call_key) where call_key is not null;
create index call_live on call (ring_until) where state <> 'ended';
create index call_live_customer on call (customer_id) where state <> 'ended';
create index call_agent on call (agent_id) where state <> 'ended' or wrap_up_due is not null;
create index call_wrap_up on call (wrap_up_due) where wrap_up_due is not null;
create index call_ended_item on call (ended_at) where state = 'ended' and item_id is null;
create index call_session on call (session_id) where session_id is not null;

-- Whom a call rings or rang at: one row per agent.
create table call_ring (
  call_id uuid not null references call (id),
  agent_id uuid not null references agent (id),
  state text not null check (state in ('ringing', 'declined', 'answered', 'stopped')),
  -- The Call-ID of that agent's leg, where the PBX makes one for each.
  leg_key text,
  at timestamptz not null,
  primary key (call_id, agent_id)
);
create index call_ring_agent on call_ring (agent_id) where state = 'ringing';
create index call_ring_leg on call_ring (leg_key) where leg_key is not null;

-- Calls to make.
create table callback (
  id uuid primary key,
  number text not null,
  customer_id uuid not null references customer (id),
  contact_point_id uuid references contact_point (id),
  conversation_id uuid references conversation (id),
  connection_id uuid references channel_connection (id),
  team_id uuid not null references team (id),
  owner_agent_id uuid references agent (id),
  reason text not null check (reason in ('missed', 'abandoned', 'out_of_hours', 'voicemail', 'asked')),
  tries integer not null default 0,
  first_at timestamptz not null,
  last_at timestamptz not null,
  wish_from timestamptz,
  wish_until timestamptz,
  due_at timestamptz not null,
  note text,
  voicemail jsonb,
  state text not null default 'open' check (state in ('open', 'closed')),
  closed_as text check (closed_as in ('reached', 'got_through', 'wrong_number', 'not_needed', 'given_up')),
  closed_at timestamptz,
  closed_by uuid references agent (id),
  check ((state = 'closed') = (closed_at is not null)),
  check (state = 'open' or closed_as is not null)
);
-- One open callback per number, however often they rang.
create unique index callback_one_open on callback (number) where state = 'open';
create index callback_due on callback (team_id, due_at) where state = 'open';
create index callback_customer on callback (customer_id) where state = 'open';
create index callback_closed on callback (team_id, closed_at) where state = 'closed';

create table callback_attempt (
  id uuid primary key,
  callback_id uuid not null references callback (id),
  at timestamptz not null,
  agent_id uuid not null references agent (id),
  agent_name text not null,
  outcome text not null check (outcome in ('reached', 'no_answer', 'busy', 'wrong_number', 'left_message')),
  note text,
  call_id uuid references call (id)
);
create index callback_attempt_callback on callback_attempt (callback_id, at);

-- Which call rang for a callback, so that no redelivery counts it twice.
create table callback_try (
  callback_id uuid not null references callback (id),
  call_id uuid not null references call (id),
  primary key (callback_id, call_id)
);

-- How long an agent of the team has for note and outcome after a call.
alter table team add column wrap_up_seconds integer not null default 60 check (wrap_up_seconds >= 0);
-- How soon a missed call of the team has to be called back.
alter table team add column callback_minutes integer not null default 60 check (callback_minutes > 0);
