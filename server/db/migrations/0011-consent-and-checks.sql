-- Tables of this part are added below.

-- Consent: the newest word of each record by channel and purpose, projected from its consent items ([PR2]).
create table consent_state (
  customer_id uuid not null references customer (id),
  channel text not null,
  purpose text not null,
  granted boolean not null,
  since timestamptz not null,
  item_id uuid not null references timeline_item (id),
  source text,
  primary key (customer_id, channel, purpose)
);
