-- [SY7] A file's bytes may lie in an S3-compatible store; what is known of it, and who may read it, stays here.
alter table blob add column kept_in text not null default 'database';
alter table blob alter column bytes drop not null;
alter table blob add constraint blob_kept_in_check check (kept_in in ('database', 's3'));
alter table blob add constraint blob_bytes_where_kept check ((kept_in = 'database') = (bytes is not null));

-- Objects whose row is gone, until the store has removed them too: whichever statement deleted the row.
create table blob_leaving (
  id uuid primary key,
  at timestamptz not null default now()
);

create function blob_leaves() returns trigger language plpgsql as $$
begin
  insert into blob_leaving (id) values (old.id) on conflict do nothing;
  return null;
end $$;
create trigger blob_leaves after delete on blob for each row when (old.kept_in = 's3') execute function blob_leaves();
