-- Several hubs on one database ([SY7]).

-- A hub that runs; a row that is not beaten any more is of one that died, and the others tidy up after it.
create table hub (
  id uuid primary key,
  started_at timestamptz not null,
  -- by the database's clock, which all hubs share
  seen_at timestamptz not null,
  -- its listening session on the database: when that has ended, the hub has too
  backend_pid integer,
  backend_started_at timestamptz,
  -- frames it has sent to the other hubs: who has heard fewer has missed some
  sent bigint not null default 0,
  -- where it hears the others: postgres, redis
  hears text[] not null default '{}'
);

-- An agent has a window at a hub.
create table hub_agent (
  agent_id uuid not null references agent (id) on delete cascade,
  hub_id uuid not null references hub (id) on delete cascade,
  primary key (agent_id, hub_id)
);
create index hub_agent_of_hub on hub_agent (hub_id);

-- What an agent had said of themselves before their last window was cut off: given back when they come, at whatever hub.
alter table agent add column presence_cut jsonb;

-- Versions of team:ID, given in ticks by the hub that publishes them ([TL2]).
alter table team add column topic_version bigint not null default 0;

-- The generation that they count in: renewed when a hub died that may have had a tick to give.
alter table workspace add column team_generation uuid not null default gen_random_uuid();
