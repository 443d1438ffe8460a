-- [ID2] A contact point that was merely said finds nobody but the record its own source made of it; so the link
-- remembers the source. Null for links that were never merely said.
alter table contact_point_link add column said_by text;
