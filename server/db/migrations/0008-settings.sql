-- What an administrator sets: people's skills, calendars and brands, categories and outcomes that are no longer chosen,
-- codes for setting a password, and the record of who changed what. `revision` is raised by every change, so that of two
-- administrators who edit the same the second is told.

-- Opening hours ([CV9]): spans per weekday (0 is Sunday) as minutes after midnight, past 1440 when they go on after it;
-- what public holidays are ('as_usual', or their own spans); single days that differ.
create table calendar (
  id uuid primary key,
  name text not null unique,
  time_zone text not null default 'Asia/Tokyo',
  weekly jsonb not null,
  -- null: as any weekday; a list of spans: open then, an empty one: closed
  holidays jsonb,
  days jsonb not null default '[]',
  revision integer not null default 1,
  created_at timestamptz not null
);

create table brand (
  id uuid primary key,
  name text not null unique,
  calendar_id uuid references calendar (id),
  revision integer not null default 1,
  created_at timestamptz not null
);

-- A team's own calendar, else its brand's, else around the clock.
alter table team
  add column calendar_id uuid references calendar (id),
  add column brand_id uuid references brand (id),
  add column revision integer not null default 1;

create table skill (
  id uuid primary key,
  name_ja text not null,
  name_en text not null,
  retired_at timestamptz,
  revision integer not null default 1
);
create table agent_skill (
  agent_id uuid not null references agent (id),
  skill_id uuid not null references skill (id),
  primary key (agent_id, skill_id)
);

alter table agent add column revision integer not null default 1;
alter table category
  add column retired_at timestamptz,
  add column revision integer not null default 1;
alter table outcome
  add column retired_at timestamptz,
  add column revision integer not null default 1;

-- One code per person with which they set a password themselves; the hub never keeps the code.
create table password_code (
  agent_id uuid primary key references agent (id),
  code_hash bytea not null,
  expires_at timestamptz not null,
  created_at timestamptz not null
);

-- Who set what, and what it was before. Never a secret. Append-only.
create table admin_log (
  id uuid primary key,
  at timestamptz not null,
  -- null: by command, on the hub's machine
  actor_id uuid,
  actor_name text not null,
  act text not null,
  entity text not null,
  entity_id text not null,
  entity_name text not null,
  before jsonb,
  after jsonb
);
create index admin_log_at on admin_log (at, id);
