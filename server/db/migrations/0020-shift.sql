-- Each time somebody's shift was ended by handing over what they had ([CV6]).
create table shift_end (
  id uuid primary key,
  agent_id uuid not null references agent (id),
  -- themselves, or a lead for somebody absent
  ended_by uuid not null references agent (id),
  at timestamptz not null,
  to_queue integer not null,
  to_colleagues integer not null,
  kept integer not null
);
create index shift_end_agent on shift_end (agent_id, at);
