-- What the floor reports measure that nothing kept: how long the parts of a call took, when its wrap-up was over, and
-- whether an answer came by its target.

-- Parts say their times in ISO 8601 with a zone, so this depends on nothing but its input.
create function call_part_ms(parts jsonb, kind text) returns integer
language sql immutable parallel safe as $$
  select coalesce(sum(extract(epoch from (p ->> 'until')::timestamptz - (p ->> 'at')::timestamptz) * 1000), 0)::integer
  from jsonb_array_elements(parts) p where p ->> 'kind' = kind and p ? 'until'
$$;

alter table call
  add column menu_ms integer not null generated always as (call_part_ms(parts, 'ivr')) stored,
  add column talk_ms integer not null generated always as (call_part_ms(parts, 'talk')) stored,
  add column hold_ms integer not null generated always as (call_part_ms(parts, 'hold')) stored,
  -- the holder said how it went, or the time for it ran out
  add column wrapped_at timestamptz;


-- One stretch of a customer waiting for an answer in writing or by callback, once it is answered. What still waits is the
-- conversation's own `customer_waits_since`.
create table reply_wait (
  id bigint generated always as identity primary key,
  conversation_id uuid not null references conversation (id),
  channel text not null,
  -- who answered; null when no agent did
  agent_id uuid references agent (id),
  -- of the first answer of the conversation
  is_first boolean not null,
  since timestamptz not null,
  -- by the team's target in its open hours; null where it had none
  due_at timestamptz,
  answered_at timestamptz not null
);
create index reply_wait_since on reply_wait (since);
create index reply_wait_conversation on reply_wait (conversation_id);

create index conversation_opened on conversation (opened_at);
create index conversation_resolved on conversation (resolved_at) where resolved_at is not null;
create index handoff_offered on handoff (offered_at);
create index presence_log_at on presence_log (at);
-- Items come nearly in the order of their time: a few kilobytes find a period, and cost an arriving item nothing.
create index timeline_item_time on timeline_item using brin (occurred_at) with (pages_per_range = 32, autosummarize = on);
