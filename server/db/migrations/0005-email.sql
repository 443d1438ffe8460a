-- Keys that the email channel signs with (reply addresses, frames), sealed with the hub's key; made when first needed.
create table email_key (
  name text primary key,
  sealed bytea not null,
  created_at timestamptz not null
);

-- The HTML of a mail is a blob; the images that came with it, by content id, are others: only these may show in it.
create table email_html (
  blob_id uuid primary key references blob (id) on delete cascade,
  images jsonb not null default '{}'
);

-- Answers that a machine gave by mail, to cap them: two machines must never talk to each other for long ([CH4]).
create table email_auto_answer (
  id uuid primary key,
  contact_point_id uuid not null references contact_point (id),
  conversation_id uuid not null references conversation (id),
  at timestamptz not null
);
create index email_auto_answer_point on email_auto_answer (contact_point_id, at);

-- Mail relayed by a marketplace is matched by its order's number.
create index timeline_item_order_number on timeline_item ((data ->> 'number')) where kind = 'order';
-- Bounces and answers name a mail by its Message-ID.
create index timeline_item_message_id on timeline_item ((data -> 'email' ->> 'messageId')) where kind = 'message' and data ? 'email';

-- What an answer carries beside its text while it is written ([CV4]): HTML, subject, copies, the sender's address.
alter table draft add column format jsonb not null default '{}';
