-- What the company knows, for answering customers; and what everybody has to know today.

create table article (
  id uuid primary key,
  state text not null default 'draft' check (state in ('draft', 'submitted', 'approved', 'retired')),
  audience text not null check (audience in ('internal', 'public')),
  ja jsonb,
  en jsonb,
  url text,
  tags text[] not null default '{}',
  owner_id uuid not null references agent (id),
  valid_from timestamptz not null,
  valid_until timestamptz,
  approved_by uuid references agent (id),
  approved_at timestamptz,
  used integer not null default 0,
  -- pieces of its words as search makes them, of both languages
  grams text[] not null,
  changed_at timestamptz not null,
  changed_by uuid not null references agent (id),
  revision integer not null default 1,
  constraint article_says_something check (ja is not null or en is not null),
  constraint article_approved check (state <> 'approved' or approved_by is not null),
  constraint article_valid check (valid_until is null or valid_until > valid_from)
);
create index article_grams on article using gin (grams) where state = 'approved';

-- One row for each time an article went into an answer; a conversation counts once for each way.
create table article_use (
  article_id uuid not null references article (id),
  conversation_id uuid not null references conversation (id),
  used_as text not null check (used_as in ('text', 'link')),
  agent_id uuid not null references agent (id),
  at timestamptz not null,
  primary key (article_id, conversation_id, used_as)
);

-- What was looked for and not there.
create table article_missing (
  folded text primary key,
  text text not null,
  times integer not null default 1,
  last_at timestamptz not null
);

create table bulletin (
  id uuid primary key,
  ja jsonb,
  en jsonb,
  team_ids uuid[] not null default '{}',
  author_id uuid not null references agent (id),
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  revision integer not null default 1,
  constraint bulletin_says_something check (ja is not null or en is not null)
);
create index bulletin_until on bulletin (valid_until);
create table bulletin_read (
  bulletin_id uuid not null references bulletin (id),
  agent_id uuid not null references agent (id),
  at timestamptz not null,
  primary key (bulletin_id, agent_id)
);
