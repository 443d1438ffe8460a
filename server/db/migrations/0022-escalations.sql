-- [ES1] [ES2] Questions to a lead, and the rules that raise them by themselves.

create table escalation_rule (
  id uuid primary key,
  name text not null check (name <> ''),
  -- what it looks at: shared/domain/escalation.ts, ruleTestSchema
  test jsonb not null,
  -- null: every team's conversations
  team_id uuid references team (id),
  enabled boolean not null,
  due_minutes integer not null check (due_minutes > 0),
  revision integer not null default 1,
  changed_by uuid references agent (id),
  changed_at timestamptz not null,
  -- what it raised stays
  removed_at timestamptz,
  constraint escalation_rule_kind check (
    test ->> 'kind' in ('repeat_contact', 'target_missed', 'words', 'amount', 'ping_pong', 'commitment_broken'))
);

create table escalation (
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  customer_id uuid not null references customer (id),
  reason text not null check (
    reason in ('asked', 'repeat_contact', 'target_missed', 'words', 'amount', 'ping_pong', 'commitment_broken')),
  rule_id uuid references escalation_rule (id),
  -- its name of then
  rule_name text,
  raised_by uuid references agent (id),
  -- who owned the conversation then
  owner_agent_id uuid references agent (id),
  owner_team_id uuid references team (id),
  team_id uuid not null references team (id),
  -- null: any lead of the team
  reviewer_id uuid references agent (id),
  state text not null default 'raised' check (
    state in ('raised', 'in_review', 'approved', 'returned', 'taken_over', 'resolved', 'withdrawn')),
  question text not null check (question <> ''),
  asked text not null check (asked in ('approval', 'advice', 'take_over', 'other')),
  amount numeric,
  currency text check (currency ~ '^[A-Z]{3}$'),
  -- what a rule found, for words in either language
  found jsonb,
  -- the thread as it was when it was raised
  snapshot jsonb not null,
  raised_at timestamptz not null,
  due_at timestamptz not null,
  overdue_told_at timestamptz,
  decision text check (decision in ('approve', 'return', 'take_over', 'close')),
  decided_by uuid references agent (id),
  decided_at timestamptz,
  note text,
  -- from whom it was taken over
  taken_from_agent_id uuid references agent (id),
  taken_from_team_id uuid references team (id),
  outcome text check (outcome in ('granted', 'partly_granted', 'refused', 'explained', 'coached', 'handled_by_lead',
    'not_needed', 'other')),
  resolved_at timestamptz,
  revision integer not null default 1,
  constraint escalation_snapshot_of_thread check (jsonb_typeof(snapshot) = 'object' and snapshot <> '{}'),
  constraint escalation_owner_then_one check ((owner_agent_id is null) <> (owner_team_id is null)),
  constraint escalation_raised_by_one check (
    (raised_by is null) <> (rule_id is null) and (reason = 'asked') = (raised_by is not null)
    and (rule_id is null) = (rule_name is null)),
  constraint escalation_amount_whole check ((amount is null) = (currency is null)),
  constraint escalation_decision_whole check (
    (decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  -- one decision, and the state that it leads to
  constraint escalation_decision_of_state check (case state
    when 'raised' then decision is null
    when 'in_review' then decision is null and reviewer_id is not null
    when 'approved' then decision is not distinct from 'approve'
    when 'returned' then decision is not distinct from 'return'
    when 'taken_over' then decision is not distinct from 'take_over'
    when 'resolved' then decision is not null
    else decision is null end),
  constraint escalation_return_says_why check (decision is distinct from 'return' or (note is not null and note <> '')),
  constraint escalation_taken_from_one check (taken_from_agent_id is null or taken_from_team_id is null),
  constraint escalation_taken_by_taking check (
    decision is not distinct from 'take_over' or (taken_from_agent_id is null and taken_from_team_id is null)),
  constraint escalation_outcome_at_end check ((state = 'resolved') = (outcome is not null)),
  constraint escalation_over_at check ((state in ('resolved', 'withdrawn')) = (resolved_at is not null))
);
create unique index escalation_one_undecided on escalation (conversation_id, reason) where state in ('raised', 'in_review');
create index escalation_of_conversation on escalation (conversation_id) where resolved_at is null;
create index escalation_of_customer on escalation (customer_id);
create index escalation_open on escalation (due_at, id) where resolved_at is null;
create index escalation_over on escalation (resolved_at, id) where resolved_at is not null;
create index escalation_raised on escalation (raised_at);
create index escalation_overdue on escalation (due_at) where state in ('raised', 'in_review') and overdue_told_at is null;

-- A decision stands, and so does what it was asked on ([ES2]).
create function escalation_stands() returns trigger language plpgsql as $$
begin
  if old.decision is not null and (new.decision, new.decided_by, new.decided_at) is distinct from
    (old.decision, old.decided_by, old.decided_at) then
    raise exception 'escalation % is decided' , old.id using errcode = 'check_violation';
  end if;
  if new.snapshot is distinct from old.snapshot or new.conversation_id <> old.conversation_id then
    raise exception 'escalation % stands on what it was raised on', old.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger escalation_stands before update on escalation for each row execute function escalation_stands();

-- What a rule has fired for: each cause once, whichever hub looks and however often ([ES1]).
create table escalation_cause (
  rule_id uuid not null references escalation_rule (id),
  cause text not null check (cause <> ''),
  conversation_id uuid not null references conversation (id),
  -- the one it raised, or that was undecided for the same reason already
  escalation_id uuid not null references escalation (id),
  at timestamptz not null,
  primary key (rule_id, cause)
);
create index escalation_cause_of_conversation on escalation_cause (conversation_id, rule_id);
create index escalation_cause_of_escalation on escalation_cause (escalation_id);

-- Each time a customer got in touch on a conversation: first, on another channel, or again after a while.
create table customer_contact (
  -- the item or the leg it was
  id uuid primary key,
  conversation_id uuid not null references conversation (id),
  channel text not null,
  at timestamptz not null
);
create index customer_contact_of_conversation on customer_contact (conversation_id, at);
-- When and on which leg they last said something themselves.
alter table conversation
  add column customer_spoke_at timestamptz,
  add column customer_spoke_on uuid;
-- targets that are missed, for the rule that tells of them
create index conversation_late on conversation (reply_due_at, id) where reply_due_at is not null and status <> 'resolved';

-- A workspace that is there already gets the rules that a new one begins with (server/domains/workspace/default-rules.ts).
insert into escalation_rule (id, name, test, enabled, due_minutes, changed_at)
select gen_random_uuid(), case w.locale when 'ja' then d.ja else d.en end, d.test::jsonb, d.enabled, d.due, now()
from workspace w cross join (values
  ('7日間に3回目のお問い合わせ', 'Third contact in 7 days', '{"kind":"repeat_contact","times":3,"days":7}', true, 60),
  ('返信目標を30分超過', 'Answer 30 minutes past its target', '{"kind":"target_missed","minutes":30}', true, 30),
  ('気になる言葉', 'Words to look out for', '{"kind":"words","words":{"ja":["消費者センター","消費生活センター","弁護士","訴訟","訴える","警察","炎上"],"en":["lawyer","attorney","lawsuit","legal action","consumer protection","police"]}}', false, 30),
  ('上限を超える返金（円）', 'Refund above the limit (JPY)', '{"kind":"amount","currency":"JPY","above":0}', true, 30),
  ('上限を超える返金（米ドル）', 'Refund above the limit (USD)', '{"kind":"amount","currency":"USD","above":0}', true, 30),
  ('上限を超える返金（ユーロ）', 'Refund above the limit (EUR)', '{"kind":"amount","currency":"EUR","above":0}', true, 30),
  ('引き継ぎの往復が3回', 'Handed back and forth 3 times', '{"kind":"ping_pong","times":3}', true, 60),
  ('約束の時間を過ぎた', 'A promise was broken', '{"kind":"commitment_broken"}', true, 30)
) as d (ja, en, test, enabled, due);
