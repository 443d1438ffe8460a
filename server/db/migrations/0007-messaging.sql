-- Who is a friend of which messaging account of ours, and what each may be answered with.
create table line_friend (
  connection_id uuid not null references channel_connection (id),
  user_id text not null,
  state text not null check (state in ('friend', 'blocked')),
  changed_at timestamptz not null,
  name text,
  locale text check (locale in ('ja', 'en')),
  profile_at timestamptz,
  primary key (connection_id, user_id)
);

-- LINE's reply tokens: free of charge, good once and for less than a minute. Sealed.
create table line_reply_token (
  connection_id uuid not null references channel_connection (id),
  user_id text not null,
  token bytea not null,
  expires_at timestamptz not null,
  primary key (connection_id, user_id)
);

-- WhatsApp lets us answer for a day after the customer's last word.
create table whatsapp_window (
  connection_id uuid not null references channel_connection (id),
  user_id text not null,
  last_heard_at timestamptz not null,
  name text,
  primary key (connection_id, user_id)
);

-- By which way an item first left: it never changes, so that nothing is sent by both. The token (sealed) can be tried once
-- more, for it is good once: that is how an unanswered reply is found out about. Null: pushed, under a retry key.
create table line_attempt (
  ref text primary key,
  token bytea,
  expires_at timestamptz
);

-- Messages of a month, as LINE last said.
create table line_quota (
  connection_id uuid primary key references channel_connection (id),
  -- Null: without a limit.
  most integer,
  used integer not null,
  read_at timestamptz not null
);
