-- [PR1] The newest seal of the chain of views: whoever cuts rows off its end has to change this too. Its row is also the
-- lock that lets one hub seal at a time.
create table audit_seal (
  only_row boolean primary key default true check (only_row),
  seal_no bigint not null,
  hash bytea not null
);
insert into audit_seal (seal_no, hash) values (0, '\x');
