-- [ES3] A lead watches a conversation. Who left (their last window is gone, or they stopped) has until it is settled to
-- come back: only then does the watch end, so that a flicker of a line is not a row.
create table help_watch (
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  lead_id uuid not null references agent (id),
  since timestamptz not null,
  left_at timestamptz,
  left_how text check (left_how in ('stopped', 'lost')),
  ended_at timestamptz,
  constraint help_watch_left_somehow check ((left_at is null) = (left_how is null)),
  constraint help_watch_left_before_end check (ended_at is null or left_at is not null)
);
create unique index help_watch_once on help_watch (conversation_id, lead_id) where ended_at is null;
create index help_watch_of_lead on help_watch (lead_id) where ended_at is null;

-- A lead on an agent's call: listens, whispers to the agent alone, or has joined.
create table call_help (
  id uuid primary key,
  call_id uuid not null references call (id),
  lead_id uuid not null references agent (id),
  -- Who held the call then: nobody is coached who took it over later.
  helped_agent_id uuid not null references agent (id),
  mode text not null check (mode in ('listen', 'whisper', 'join')),
  state text not null check (state in ('asked', 'in', 'ended')),
  since timestamptz not null,
  ended_at timestamptz,
  constraint call_help_over check ((state = 'ended') = (ended_at is not null))
);
create unique index call_help_once on call_help (call_id, lead_id) where ended_at is null;

-- Whether agents see that a lead watches them; the record is kept either way.
alter table workspace add column agents_see_watching boolean not null default true;
