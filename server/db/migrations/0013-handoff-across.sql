-- A handoff may be warm ([HO5]) and may lead onto another channel ([HO4]).

alter table handoff
  -- cold: a transfer. warm: the colleague joins privately first, then the sender passes or drops.
  add column kind text not null default 'cold' check (kind in ('cold', 'warm')),
  -- while accepted: the two of them talk beside the thread, or the customer is on the way to the other channel
  add column stage text check (stage in ('talking', 'crossing')),
  -- which way the customer is led across, as the sender chose it; null on the same channel
  add column crossing jsonb,
  -- the leg on the other channel, as soon as there is one
  add column session_to uuid references session (id),
  add column accepted_at timestamptz,
  add column completed_at timestamptz,
  -- until when the customer may come; then it is lapsed
  add column lapse_at timestamptz,
  -- the receiver has ticked the brief as read ([HO3])
  add column brief_read_at timestamptz,
  add column brief_read_by uuid references agent (id),
  -- what the draft was improved by, if by a machine; shown as such
  add column brief_by text,
  add constraint handoff_stage_while_accepted check (stage is null or state = 'accepted');

update handoff set accepted_at = decided_at, completed_at = decided_at where state = 'completed';

create index handoff_lapse on handoff (lapse_at) where state = 'accepted' and lapse_at is not null;
-- which handoffs a conversation has had, for routing and for what can be returned
create index handoff_conversation on handoff (conversation_id);
create index handoff_talk on handoff (expires_at) where state = 'accepted' and stage = 'talking';
create index handoff_accepted_by on handoff (accepted_by) where state = 'accepted';
