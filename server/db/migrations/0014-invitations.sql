-- How a customer is asked over to another channel ([HO6]): single-use, expiring, bound to conversation and contact point.

create table invitation (
  id uuid primary key,
  -- null: a code on a receipt, for a matter that goes on elsewhere without a handoff
  handoff_id uuid references handoff (id),
  conversation_id uuid not null references conversation (id),
  -- the record that holds the contact point, else the conversation's
  customer_id uuid not null references customer (id),
  channel_to text not null,
  way text not null,
  -- the channel and address by which the words reached them; null where they were told aloud or on the counter
  by_channel text,
  contact_point_id uuid references contact_point (id),
  -- the leg on the other channel, as soon as there is one
  session_id uuid references session (id),
  -- of the link; only its hash is kept
  token_hash bytea unique,
  -- to be said aloud, shown at a counter or typed in
  code text,
  locale text not null check (locale in ('ja', 'en')),
  -- identity checks in force when it was made: [{purpose, facts, needed, channel, by, at, expiresAt}]; never enough for a
  -- refund or an address change
  checks jsonb not null default '[]',
  item_id uuid references timeline_item (id),
  callback_id uuid references callback (id),
  -- whether the callback was made for it; false: it was wanted before, or none was ordered for the number that was typed
  callback_own boolean not null default true,
  made_by uuid references agent (id),
  state text not null default 'open' check (state in ('open', 'opened', 'used', 'expired', 'revoked')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  used_at timestamptz,
  visitor_id uuid references visitor (id)
);
create index invitation_handoff on invitation (handoff_id);
create index invitation_conversation on invitation (conversation_id);
create unique index invitation_code_once on invitation (code) where code is not null and state in ('open', 'opened');
create index invitation_expiry on invitation (expires_at) where state in ('open', 'opened');
create index invitation_visitor on invitation (visitor_id) where visitor_id is not null;
