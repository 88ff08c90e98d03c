/** Our tables' columns with a primary key and nothing else: no trigger, no check, no reference, no other index. */
export const PEER_SCHEMA = `
  CREATE SCHEMA peer;
  CREATE TABLE peer.requests (LIKE public.requests, PRIMARY KEY (id));
  CREATE TABLE peer.evaluations (LIKE public.evaluations, PRIMARY KEY (id));
  CREATE TABLE peer.log_entries (LIKE public.log_entries, PRIMARY KEY (id));
  CREATE TABLE peer.log_pending (LIKE public.log_pending, PRIMARY KEY (entry_id));
  CREATE TABLE peer.grants (LIKE public.grants, PRIMARY KEY (id));
  CREATE TABLE peer.executions (LIKE public.executions, PRIMARY KEY (id));
  CREATE TABLE peer.oidc (model text, id text, payload jsonb NOT NULL, grant_id text, user_code text, uid text, expires_at timestamptz NOT NULL, PRIMARY KEY (model, id));
  CREATE INDEX ON peer.oidc (grant_id);
  CREATE INDEX ON peer.oidc (user_code);
  CREATE INDEX ON peer.oidc (uid);`
