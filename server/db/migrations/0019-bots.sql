-- Bots and IVRs hand over to people: what they found out, kept with what they were answered.

create table bot_handoff (
  id uuid primary key,
  api_key_id text not null,
  -- the bot's own name of this talk: the same again is the same handover
  source text not null,
  external_id text not null,
  body_hash bytea not null,
  bot_name text not null,
  channel text not null,
  customer_id uuid not null references customer (id),
  contact_point_id uuid references contact_point (id),
  -- none yet for an IVR whose call has not rung
  conversation_id uuid references conversation (id),
  -- names the call at the telephony; where there is none, the caller's number and the time do
  call_key text,
  call_id uuid references call (id),
  intent jsonb,
  fields jsonb not null default '[]',
  path jsonb not null default '[]',
  identity jsonb not null,
  answer jsonb not null,
  created_at timestamptz not null,
  constraint bot_handoff_source_once unique (source, external_id)
);
create index bot_handoff_conversation on bot_handoff (conversation_id, created_at) where conversation_id is not null;
create index bot_handoff_call_key on bot_handoff (call_key) where call_key is not null;
create index bot_handoff_caller on bot_handoff (contact_point_id, created_at) where channel = 'phone';

-- how long the queue let one wait lately
create index assignment_taken on assignment (since) where agent_id is not null;
