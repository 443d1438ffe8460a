-- The board of the floor: derived state, read from what is there; nothing of it is kept but its versions.

-- Versions of the topic `board`, given in ticks by the hub that publishes them ([TL2]); their generation is the teams'.
create table board_topic (
  only_row boolean primary key default true,
  version bigint not null default 0,
  constraint board_topic_is_one check (only_row)
);
insert into board_topic default values;

-- By when the first answer was due, kept when it is given: until then it is reply_due_at, which the answer clears.
-- Whichever statement writes the answer. Null where we spoke first.
alter table conversation add column first_answer_due_at timestamptz;

create function first_answer_was_due() returns trigger language plpgsql as $$
begin
  new.first_answer_due_at := coalesce(old.reply_due_at, new.reply_due_at);
  return new;
end $$;
create trigger first_answer_was_due before update of first_answered_at on conversation for each row
  when (old.first_answered_at is null and new.first_answered_at is not null) execute function first_answer_was_due();

-- What is open by team and channel; today's first answers; who resolved what today; what came in lately; the last hour's
-- handoffs.
create index conversation_on_floor on conversation (team_id, channel) where status <> 'resolved';
create index conversation_first_answer on conversation (first_answered_at) where first_answer_due_at is not null;
create index conversation_done on conversation (owner_agent_id, resolved_at)
  where status = 'resolved' and merged_into is null and owner_agent_id is not null;
create index session_started on session (started_at);
create index call_started on call (started_at);
create index handoff_accepted_at on handoff (accepted_at) where accepted_at is not null;
create index handoff_decided_at on handoff (decided_at) where decided_at is not null;
