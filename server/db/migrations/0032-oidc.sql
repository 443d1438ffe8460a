-- Sign-on with the company's identity provider (OpenID Connect), beside accounts with passwords.

-- How it is set up: one row.
create table sign_on (
  only_row boolean primary key default true check (only_row),
  enabled boolean not null default false,
  issuer text not null default '',
  client_id text not null default '',
  -- sealed; null is a public client, which PKCE alone protects
  client_secret bytea,
  label_ja text not null default '',
  label_en text not null default '',
  scopes text[] not null default '{}',
  -- whoever the provider lets in and nobody knows yet becomes an agent
  creates_people boolean not null default false,
  teams_claim text,
  -- [{"value": what the claim says, "teamId": …}]
  team_map jsonb not null default '[]',
  -- after which the provider is asked again
  session_hours integer not null default 12 check (session_hours between 1 and 2160),
  -- accounts with passwords may sign in; when not, only one administrator may
  passwords boolean not null default true,
  break_glass_id uuid references agent (id),
  revision integer not null default 1,
  constraint sign_on_way_in check (passwords or (enabled and break_glass_id is not null)),
  constraint sign_on_complete check (not enabled or (issuer <> '' and client_id <> ''))
);
insert into sign_on default values;

-- Which account is whose: by issuer and subject and nothing else. An address can be given to somebody else.
create table sign_on_link (
  issuer text not null,
  subject text not null,
  agent_id uuid not null references agent (id),
  -- what the provider called them when it was linked, for people to read
  shown text not null default '',
  how text not null check (how in ('admin', 'self', 'created')),
  linked_at timestamptz not null,
  last_used_at timestamptz,
  primary key (issuer, subject)
);
create index sign_on_link_agent on sign_on_link (agent_id);

-- Who came, was who the provider said, and is nobody here yet: an administrator links them.
create table sign_on_knock (
  id uuid primary key,
  issuer text not null,
  subject text not null,
  name text not null default '',
  email text not null default '',
  at timestamptz not null,
  times integer not null default 1,
  constraint sign_on_knock_once unique (issuer, subject)
);

-- Accounts whose link was taken away: they become nobody by themselves, whatever newcomers may.
create table sign_on_refused (
  issuer text not null,
  subject text not null,
  at timestamptz not null,
  primary key (issuer, subject)
);

-- A way there and back is good once: the digest of its state, until it would have run out anyway.
create table sign_on_used (
  state_hash bytea primary key,
  until timestamptz not null
);

-- Who somebody is by the provider's word, to be fetched once by the window that knows the verifier.
create table sign_on_proof (
  code_hash bytea primary key,
  challenge bytea not null,
  purpose text not null check (purpose in ('enter', 'link')),
  issuer text not null,
  subject text not null,
  claims jsonb not null,
  until timestamptz not null
);

-- Where a sign-in is, for its owner to recognise; and until when at most it lasts, when that was said.
alter table auth_session
  add column method text not null default 'password' check (method in ('password', 'code', 'sign_on')),
  add column user_agent text not null default '',
  add column address text not null default '',
  add column ends_by timestamptz;
