-- How customers are asked how it was: the row without a team is for every team that has none of its own.
create table survey_setting (
  id uuid primary key,
  team_id uuid references team (id),
  fields jsonb not null,
  revision integer not null default 1,
  updated_at timestamptz not null,
  constraint survey_setting_one_per_team unique nulls not distinct (team_id)
);

-- One question about one resolving of a conversation, from its scheduling to its answer. Its words and the comment stand on
-- the thread alone; what the reports count by is kept here as it was at the end of the conversation.
create table survey (
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  customer_id uuid not null references customer (id),
  team_id uuid not null references team (id),
  agent_id uuid references agent (id),
  category_id uuid references category (id),
  -- the channel it ended on, and the one by which the question goes
  channel text not null,
  by_channel text not null,
  resolved_at timestamptz not null,
  due_at timestamptz not null,
  state text not null default 'scheduled',
  -- why it was cancelled or skipped
  reason text,
  locale text,
  contact_point_id uuid references contact_point (id),
  session_id uuid references session (id),
  item_id uuid,
  sent_at timestamptz,
  expires_at timestamptz,
  token_hash bytea,
  -- the browser that answered by the link: it alone may correct itself
  browser_hash bytea,
  score integer,
  low boolean not null default false,
  answered_at timestamptz,
  answered_on text,
  answer_item_id uuid,
  thanked_at timestamptz,
  constraint survey_once_per_resolving unique (conversation_id, resolved_at),
  constraint survey_state_known check (state in ('scheduled', 'sent', 'answered', 'cancelled', 'skipped')),
  constraint survey_score_range check (score between 1 and 5),
  constraint survey_sent_has_end check ((state in ('sent', 'answered')) = (sent_at is not null and expires_at is not null)),
  constraint survey_answered_has_score check ((state = 'answered') = (score is not null and answered_at is not null and answer_item_id is not null))
);
-- a conversation waits for at most one question
create unique index survey_one_scheduled on survey (conversation_id) where state = 'scheduled';
create unique index survey_by_token on survey (token_hash) where token_hash is not null;
create index survey_due on survey (due_at) where state = 'scheduled';
create index survey_of_customer on survey (customer_id, sent_at);
create index survey_at_point on survey (contact_point_id, sent_at) where state in ('sent', 'answered');
create index survey_reported on survey (sent_at) where state in ('sent', 'answered');
create index survey_unasked on survey (resolved_at) where state in ('cancelled', 'skipped');
