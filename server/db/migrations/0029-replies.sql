-- Saved replies become a team's library: both languages in one row, words for chat and for mail, a lead's word before they
-- are used; and what a team minds in its wording.

alter table saved_reply
  add column team_id uuid references team (id),
  add column state text not null default 'approved',
  add column ja jsonb,
  add column en jsonb,
  -- what is in use: shortcut, teamId, ja and en as a lead approved them; stays while a change of it waits
  add column in_use jsonb,
  add column owner_id uuid references agent (id),
  add column approved_by uuid references agent (id),
  add column approved_at timestamptz,
  add column used integer not null default 0,
  add column changed_at timestamptz not null default now(),
  add column changed_by uuid references agent (id),
  add column revision integer not null default 1;

-- A shortcut in two languages was two rows; the Japanese one takes the English one in.
update saved_reply set ja = jsonb_build_object('title', title, 'body', body) where locale = 'ja';
update saved_reply set en = jsonb_build_object('title', title, 'body', body) where locale = 'en';
update saved_reply r set en = o.en from saved_reply o where r.locale = 'ja' and o.locale = 'en' and o.shortcut = r.shortcut;
delete from saved_reply o using saved_reply r where o.locale = 'en' and r.locale = 'ja' and o.shortcut = r.shortcut;
-- What was in use stays in use.
update saved_reply set approved_at = changed_at,
  in_use = jsonb_strip_nulls(jsonb_build_object('shortcut', shortcut, 'ja', ja, 'en', en));

alter table saved_reply
  drop column title,
  drop column body,
  drop column locale,
  alter column state drop default,
  alter column changed_at drop default,
  add constraint saved_reply_state_known check (state in ('draft', 'submitted', 'approved', 'retired')),
  add constraint saved_reply_says_something check (ja is not null or en is not null),
  add constraint saved_reply_approved check (state <> 'approved' or (in_use is not null and approved_at is not null)),
  add constraint saved_reply_retired check (state <> 'retired' or in_use is null);
create unique index saved_reply_one_shortcut on saved_reply
  (shortcut, coalesce(team_id, '00000000-0000-0000-0000-000000000000')) where state <> 'retired';

-- Once for each conversation that it went into.
create table saved_reply_use (
  reply_id uuid not null references saved_reply (id),
  conversation_id uuid not null references conversation (id),
  agent_id uuid not null references agent (id),
  at timestamptz not null,
  primary key (reply_id, conversation_id)
);

create table wording_rule (
  id uuid primary key,
  locale text not null check (locale in ('ja', 'en')),
  test jsonb not null,
  reason text not null,
  level text not null check (level in ('warn', 'block')),
  -- empty is everywhere
  channels text[] not null default '{}',
  enabled boolean not null,
  changed_at timestamptz not null,
  changed_by uuid references agent (id),
  revision integer not null default 1
);

-- A workspace that is there already gets what a new one begins with (server/domains/workspace/default-wording.ts).
insert into wording_rule (id, locale, test, reason, level, enabled, changed_at)
select gen_random_uuid(), d.locale, d.test::jsonb, d.reason, 'warn', true, now()
from workspace w cross join (values
  ('ja', '{"kind":"words","find":["了解しました","了解いたしました","了解です"],"replace":"承知いたしました","except":[]}', '目上の方・お客様には使いません'),
  ('ja', '{"kind":"words","find":["ご苦労様です","ご苦労さまです"],"replace":"お疲れさまです","except":[]}', '目上の方・お客様には使いません'),
  ('ja', '{"kind":"words","find":["すみません","すいません"],"replace":"申し訳ございません","except":["すすみません","やすみません"]}', 'お詫びの言葉は改まった形にします'),
  ('ja', '{"kind":"words","find":["出来"],"replace":"でき","except":["出来事","上出来","不出来","出来栄え","出来映え","出来高","出来上が","出来合い","出来立て","出来心","出来島"]}', '補助動詞・形式名詞などはひらがなで書きます'),
  ('ja', '{"kind":"words","find":["下さい"],"replace":"ください","except":["を下さい"]}', '補助動詞・形式名詞などはひらがなで書きます'),
  ('ja', '{"kind":"words","find":["頂きま"],"replace":"いただきま","except":[]}', '補助動詞・形式名詞などはひらがなで書きます'),
  ('ja', '{"kind":"words","find":["致しま"],"replace":"いたしま","except":[]}', '補助動詞・形式名詞などはひらがなで書きます'),
  ('ja', '{"kind":"words","find":["有難う","有り難う"],"replace":"ありがとう","except":[]}', '補助動詞・形式名詞などはひらがなで書きます'),
  ('ja', '{"kind":"width","signs":"digits","want":"one_byte"}', '数字は半角で書きます'),
  ('ja', '{"kind":"width","signs":"letters","want":"one_byte"}', '英字は半角で書きます'),
  ('ja', '{"kind":"width","signs":"katakana","want":"two_byte"}', 'カタカナは全角で書きます'),
  ('en', '{"kind":"words","find":["asap"],"replace":"as soon as possible","except":[]}', 'Written out to customers')
) as d (locale, test, reason);
