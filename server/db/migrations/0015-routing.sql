-- How work reaches people, and the clocks that run while a customer waits ([CV5], [CV6], [CV9]).

alter table team
  -- by_hand: people take from the queue. offered: the hub offers to the best person, one after the other
  add column routing text not null default 'by_hand' check (routing in ('by_hand', 'offered')),
  -- minutes until the first and the next answer by channel: {"chat": {"first": 2, "next": 5}}; reply_minutes elsewhere
  add column targets jsonb not null default '{}',
  -- an owner who says nothing for so long loses the conversation to the queue; null: no limit
  add column silence_minutes integer check (silence_minutes > 0),
  -- what somebody has to know to be offered it: [{"categoryId": null, "skillId": …}]; null is every conversation
  add column needs jsonb not null default '[]',
  -- only who speaks the customer's language is offered it
  add column match_language boolean not null default true;

alter table agent
  -- beside `capacity`, which is for talks in writing: whether they take calls, and how many letters at once
  add column call_capacity integer not null default 1 check (call_capacity between 0 and 1),
  add column mail_capacity integer not null default 20 check (mail_capacity between 0 and 200),
  -- what they had said of themselves before their screen was locked or their machine slept
  add column presence_before jsonb;

alter table conversation
  -- from here on the target is that of a next answer
  add column first_answered_at timestamptz,
  -- when its owner's silence is looked at again; null: at the next look
  add column silence_look_at timestamptz,
  -- the epoch at which its thread was told that nobody had taken it
  add column routing_told_epoch bigint;
update conversation c set first_answered_at = (select min(i.occurred_at) from timeline_item i
  where i.conversation_id = c.id and i.kind = 'message' and i.direction = 'out');
create index conversation_unanswered on conversation (customer_waits_since)
  where owner_agent_id is not null and customer_waits_since is not null and status <> 'resolved';

-- whose sleep is over, each second
create index conversation_snoozed on conversation (waiting_until) where status = 'snoozed';

-- One asking of one person whether they take a conversation from the queue.
create table work_offer (
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  team_id uuid not null references team (id),
  agent_id uuid not null references agent (id),
  -- of the queue's ownership that it was made in: another owner, and it is void
  epoch bigint not null,
  work text not null check (work in ('call', 'chat', 'mail')),
  state text not null check (state in ('open', 'accepted', 'declined', 'passed', 'withdrawn')),
  reason text,
  offered_at timestamptz not null,
  expires_at timestamptz not null,
  decided_at timestamptz
);
create unique index work_offer_one_open on work_offer (conversation_id) where state = 'open';
-- one at a time: the next comes when this one is decided
create unique index work_offer_one_each on work_offer (agent_id) where state = 'open';
create index work_offer_expiry on work_offer (expires_at) where state = 'open';
create index work_offer_tried on work_offer (conversation_id, epoch);
create index work_offer_agent on work_offer (agent_id, offered_at);
-- since when somebody has got nothing new, each second for everybody at work
create index work_offer_decided on work_offer (agent_id, decided_at desc) where decided_at is not null;

-- Every change of somebody's presence, for reports.
create table presence_log (
  id bigint generated always as identity primary key,
  agent_id uuid not null references agent (id),
  at timestamptz not null,
  presence text not null,
  reason text
);
create index presence_log_agent on presence_log (agent_id, at);

create index assignment_agent on assignment (agent_id, since) where agent_id is not null;
