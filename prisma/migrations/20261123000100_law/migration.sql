-- The law of DESIGN section 3, said again where no program can forget it.
-- Lock order everywhere: configuration guard, then request row, then grant row.

-- ---------------------------------------------------------------- states and shapes

ALTER TABLE "organisations" ADD CONSTRAINT "one_organisation" CHECK (id = 1);
ALTER TABLE "people" ADD CONSTRAINT "people_id" CHECK (id ~ '^usr_[0-9a-z]{26}$'),
  ADD CONSTRAINT "people_status" CHECK (status IN ('active', 'disabled')),
  ADD CONSTRAINT "people_email_lower" CHECK (email = lower(email));
ALTER TABLE "person_roles" ADD CONSTRAINT "person_roles_role" CHECK (role IN ('compliance', 'admin'));
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_method" CHECK (method IN ('passkey', 'oidc', 'demo'));
ALTER TABLE "webauthn_challenges" ADD CONSTRAINT "webauthn_challenges_kind" CHECK (kind IN ('sign_in', 'enrol', 'decision')),
  ADD CONSTRAINT "decision_challenge_is_bound" CHECK (kind <> 'decision' OR (person_id IS NOT NULL AND request_id IS NOT NULL AND statement IS NOT NULL));
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_kind" CHECK (kind IN ('first_admin', 'enrol'));
ALTER TABLE "teams" ADD CONSTRAINT "teams_id" CHECK (id ~ '^tem_[0-9a-z]{26}$'), ADD CONSTRAINT "teams_slug" CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$');
ALTER TABLE "runtimes" ADD CONSTRAINT "runtimes_status" CHECK (status IN ('active', 'suspended'));
ALTER TABLE "agents" ADD CONSTRAINT "agents_id" CHECK (id ~ '^agt_[0-9a-z]{26}$'),
  ADD CONSTRAINT "agents_status" CHECK (status IN ('active', 'suspended', 'retired')), ADD CONSTRAINT "agents_slug" CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$');
ALTER TABLE "executors" ADD CONSTRAINT "executors_id" CHECK (id ~ '^exr_[0-9a-z]{26}$'),
  ADD CONSTRAINT "executors_status" CHECK (status IN ('active', 'suspended', 'retired')), ADD CONSTRAINT "executors_slug" CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$');
ALTER TABLE "auditors" ADD CONSTRAINT "auditors_id" CHECK (id ~ '^aud_[0-9a-z]{26}$'), ADD CONSTRAINT "auditors_status" CHECK (status IN ('active', 'suspended'));
-- A credential belongs to exactly one identity; with the unique fingerprint, no key can be agent and executor at once.
ALTER TABLE "credentials" ADD CONSTRAINT "credential_has_one_owner" CHECK (num_nonnulls(agent_id, executor_id, auditor_id) = 1),
  ADD CONSTRAINT "credentials_kind" CHECK (kind IN ('api_key', 'private_key_jwt')),
  ADD CONSTRAINT "credential_key_is_public" CHECK ((kind = 'private_key_jwt') = (public_jwk IS NOT NULL) AND (public_jwk IS NULL OR NOT public_jwk ? 'd'));
ALTER TABLE "workflows" ADD CONSTRAINT "workflows_id" CHECK (id ~ '^wfl_[0-9a-z]{26}$'),
  ADD CONSTRAINT "workflows_status" CHECK (status IN ('draft', 'active', 'suspended')),
  ADD CONSTRAINT "workflow_active_has_boundary" CHECK (status = 'draft' OR active_boundary_id IS NOT NULL),
  ADD CONSTRAINT "workflows_slug" CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'), ADD CONSTRAINT "workflows_code_prefix" CHECK (code_prefix ~ '^[A-Z0-9]{2,4}$');
ALTER TABLE "action_types" ADD CONSTRAINT "action_types_status" CHECK (status IN ('active', 'retired'));
ALTER TABLE "boundaries" ADD CONSTRAINT "boundaries_id" CHECK (id ~ '^bnd_[0-9a-z]{26}$'),
  ADD CONSTRAINT "boundaries_status" CHECK (status IN ('draft', 'in_review', 'active', 'retired')),
  -- A boundary change needs a second person.
  ADD CONSTRAINT "boundary_has_second_person" CHECK (status IN ('draft', 'in_review') OR (reviewer_id IS NOT NULL AND reviewer_id <> author_id));
CREATE UNIQUE INDEX "one_active_boundary_per_workflow" ON "boundaries" (workflow_id) WHERE status = 'active';
ALTER TABLE "accountability_assignments"
  ADD CONSTRAINT "assignment_role" CHECK (role IN ('accountable_owner', 'approval_logic', 'logging', 'incident_response', 'execution')),
  ADD CONSTRAINT "assignment_names_one" CHECK (num_nonnulls(person_id, team_id, vendor) = 1);
CREATE UNIQUE INDEX "one_live_assignment_per_role" ON "accountability_assignments" (workflow_id, role) WHERE ended_at IS NULL;

ALTER TABLE "requests" ADD CONSTRAINT "requests_id" CHECK (id ~ '^req_[0-9a-z]{26}$'),
  ADD CONSTRAINT "requests_status" CHECK (status IN ('pending', 'approved', 'denied', 'expired', 'cancelled')),
  ADD CONSTRAINT "requests_tier" CHECK (tier IN ('allow', 'notify', 'approve', 'deny')),
  ADD CONSTRAINT "requests_level" CHECK (level IN ('T0', 'T1', 'T2', 'T3', 'TX')),
  ADD CONSTRAINT "requests_next_action" CHECK (next_action IN ('wait', 'none', 'revise', 'retry', 'redeem')),
  -- Consent by people needs people; policy-only consent needs none.
  ADD CONSTRAINT "requests_quorum" CHECK ((tier = 'approve' AND quorum BETWEEN 1 AND 10 AND cardinality(approver_teams) > 0) OR (tier <> 'approve' AND quorum = 0)),
  ADD CONSTRAINT "requests_resolved" CHECK ((status = 'pending') = (resolved_at IS NULL)),
  ADD CONSTRAINT "requests_deny_tier" CHECK (tier <> 'deny' OR status = 'denied'),
  -- Agent and executor are different identities of different kinds.
  ADD CONSTRAINT "requests_executor_is_no_agent" CHECK (executor_id ~ '^exr_' AND agent_id ~ '^agt_'),
  ADD CONSTRAINT "requests_deadlines" CHECK (expires_at <= not_after AND not_after <= created_at + interval '8 days'),
  ADD CONSTRAINT "requests_digest" CHECK (digest ~ '^[A-Za-z0-9_-]{43}$' AND presentation_digest ~ '^[A-Za-z0-9_-]{43}$'),
  ADD CONSTRAINT "requests_principals" CHECK (cardinality(principals) <= 10),
  ADD CONSTRAINT "requests_executor_fk" FOREIGN KEY (executor_id) REFERENCES "executors"(id);
CREATE INDEX "requests_pending" ON "requests" (expires_at, id) WHERE status = 'pending';
CREATE INDEX "requests_pending_agent" ON "requests" (agent_id) WHERE status = 'pending';
CREATE INDEX "requests_intent" ON "requests" (intent_key, created_at DESC);
CREATE INDEX "requests_velocity_sponsor" ON "requests" (sponsor_id, action, created_at DESC);
CREATE INDEX "requests_velocity_resource" ON "requests" (workflow_id, resource, created_at DESC);

ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_phase" CHECK (phase IN ('submit', 'redeem')),
  ADD CONSTRAINT "evaluations_tier" CHECK (tier IN ('allow', 'notify', 'approve', 'deny')),
  -- An evaluation with errors is a denial, whatever else matched.
  ADD CONSTRAINT "evaluation_error_denies" CHECK (cardinality(errors) = 0 OR tier = 'deny');

ALTER TABLE "decisions" ADD CONSTRAINT "decisions_verb" CHECK (verb IN ('approve', 'deny', 'abstain')),
  ADD CONSTRAINT "decisions_code" CHECK ((verb = 'deny') = (code IS NOT NULL) AND (code IS NULL OR code IN
    ('wrong_scope', 'wrong_resource', 'insufficient_evidence', 'not_needed', 'suspicious', 'policy', 'timing', 'other'))),
  ADD CONSTRAINT "decisions_method" CHECK (auth_method IN ('passkey', 'oidc', 'demo')),
  ADD CONSTRAINT "decision_person_is_person" CHECK (person_id ~ '^usr_'),
  ADD CONSTRAINT "decision_passkey_has_assertion" CHECK ((passkey_id IS NULL) = (assertion IS NULL)),
  ADD CONSTRAINT "decision_ttl" CHECK (grant_ttl_s IS NULL OR grant_ttl_s BETWEEN 30 AND 86400);

ALTER TABLE "grants" ADD CONSTRAINT "grants_id" CHECK (id ~ '^grt_[0-9a-z]{26}$'),
  ADD CONSTRAINT "grants_status" CHECK (status IN ('issued', 'redeemed', 'completed', 'revoked', 'expired')),
  ADD CONSTRAINT "grant_used_means_when" CHECK (status NOT IN ('redeemed', 'completed') OR redeemed_at IS NOT NULL),
  ADD CONSTRAINT "grant_ended_means_when" CHECK ((status IN ('completed', 'revoked', 'expired')) = (ended_at IS NOT NULL)),
  ADD CONSTRAINT "grant_window" CHECK (not_before <= expires_at);
CREATE INDEX "grants_live" ON "grants" (expires_at) WHERE status IN ('issued', 'redeemed');
ALTER TABLE "executions" ADD CONSTRAINT "executions_id" CHECK (id ~ '^exe_[0-9a-z]{26}$'),
  ADD CONSTRAINT "executions_outcome" CHECK (outcome IS NULL OR outcome IN ('succeeded', 'failed', 'unknown')),
  ADD CONSTRAINT "executions_completed" CHECK ((outcome IS NULL) = (completed_at IS NULL));
CREATE INDEX "executions_open" ON "executions" (lease_expires_at) WHERE outcome IS NULL;
ALTER TABLE "log_leaves" ADD CONSTRAINT "log_leaf_hash" CHECK (octet_length(leaf_hash) = 32 AND "index" >= 0),
  ADD CONSTRAINT "log_leaf_entry" FOREIGN KEY (entry_id) REFERENCES "log_entries"(id);
ALTER TABLE "log_nodes" ADD CONSTRAINT "log_node_hash" CHECK (octet_length(hash) = 32 AND level BETWEEN 0 AND 62 AND "index" >= 0);
ALTER TABLE "log_payloads" ADD CONSTRAINT "log_payload_entry" FOREIGN KEY (entry_id) REFERENCES "log_entries"(id);

-- ---------------------------------------------------------------- configuration guard

INSERT INTO "config_revision" (id, revision) VALUES (1, 1);
ALTER TABLE "config_revision" ADD CONSTRAINT "one_config_revision" CHECK (id = 1);

-- A deciding statement asks: is the configuration still the one I judged by? Deciders share the lock, changes exclude them,
-- so a change waits for decisions under way and the next decision sees it. VOLATILE matters: the inner SELECT then takes a
-- fresh snapshot after the lock was granted, so a change that committed in between cannot be missed.
CREATE FUNCTION countersign_config_guard(expected bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(4342342);
  RETURN (SELECT revision FROM config_revision WHERE id = 1) = expected;
END $$;

-- The current number, with the shared lock held until the transaction ends.
CREATE FUNCTION countersign_config_hold() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(4342342);
  RETURN (SELECT revision FROM config_revision WHERE id = 1);
END $$;

CREATE FUNCTION countersign_config_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(4342342);
  UPDATE config_revision SET revision = revision + 1 WHERE id = 1;
  RETURN NULL;
END $$;

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['people', 'person_roles', 'person_identities', 'teams', 'team_members', 'runtimes', 'agents', 'executors', 'auditors', 'credentials',
    'workflows', 'workflow_owners', 'action_types', 'resources', 'boundaries', 'accountability_assignments'] LOOP
    EXECUTE format('CREATE TRIGGER config_changed AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION countersign_config_changed()', t);
  END LOOP;
END $$;

-- ---------------------------------------------------------------- the log: nothing is updated or deleted

CREATE FUNCTION countersign_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'countersign: % is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['log_entries', 'log_leaves', 'log_nodes', 'log_checkpoints', 'decisions', 'evaluations'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION countersign_append_only()', t);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION countersign_append_only()', t);
  END LOOP;
END $$;
CREATE TRIGGER payload_unchanged BEFORE UPDATE ON "log_payloads" FOR EACH ROW EXECUTE FUNCTION countersign_append_only();

-- Every entry waits for its number from the moment it exists; nobody can append past the queue.
CREATE FUNCTION countersign_log_queue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO log_pending (entry_id) SELECT id FROM appended;
  RETURN NULL;
END $$;
CREATE TRIGGER log_queue AFTER INSERT ON "log_entries" REFERENCING NEW TABLE AS appended FOR EACH STATEMENT EXECUTE FUNCTION countersign_log_queue();

-- ---------------------------------------------------------------- boundaries

CREATE FUNCTION countersign_boundary_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.status <> 'draft' THEN RAISE EXCEPTION 'countersign: a reviewed boundary is never deleted' USING ERRCODE = 'check_violation'; END IF;
    RETURN OLD;
  END IF;
  IF NEW.workflow_id <> OLD.workflow_id OR NEW.version <> OLD.version OR NEW.author_id <> OLD.author_id OR
     (OLD.status <> 'draft' AND (NEW.cedar <> OLD.cedar OR NEW.cedar_schema <> OLD.cedar_schema)) THEN
    RAISE EXCEPTION 'countersign: a boundary version is immutable' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT (OLD.status = NEW.status OR (OLD.status = 'draft' AND NEW.status = 'in_review') OR (OLD.status = 'in_review' AND NEW.status IN ('draft', 'active'))
     OR (OLD.status = 'active' AND NEW.status = 'retired')) THEN
    RAISE EXCEPTION 'countersign: boundary cannot go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER boundary_law BEFORE UPDATE OR DELETE ON "boundaries" FOR EACH ROW EXECUTE FUNCTION countersign_boundary_law();

CREATE FUNCTION countersign_workflow_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.active_boundary_id IS NOT NULL AND NOT EXISTS
     (SELECT 1 FROM boundaries b WHERE b.id = NEW.active_boundary_id AND b.workflow_id = NEW.id AND b.status = 'active') THEN
    RAISE EXCEPTION 'countersign: the active boundary of a workflow must be its own and active' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER workflow_law BEFORE INSERT OR UPDATE OF active_boundary_id ON "workflows" FOR EACH ROW EXECUTE FUNCTION countersign_workflow_law();

-- ---------------------------------------------------------------- requests

CREATE FUNCTION countersign_request_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Nothing that needs people is born approved; only policy-only consent is.
  IF NOT ((NEW.tier = 'approve' AND NEW.status = 'pending') OR (NEW.tier IN ('allow', 'notify') AND NEW.status = 'approved') OR NEW.status = 'denied') THEN
    RAISE EXCEPTION 'countersign: a request of tier % cannot begin %', NEW.tier, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_inserted BEFORE INSERT ON "requests" FOR EACH ROW EXECUTE FUNCTION countersign_request_inserted();

CREATE FUNCTION countersign_request_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE given integer; denied integer;
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'countersign: a request is never deleted' USING ERRCODE = 'check_violation'; END IF;
  -- Only the resolution of a request changes; everything that was asked, judged and shown stays.
  IF (to_jsonb(NEW) - ARRAY['status', 'next_action', 'retry_after_s', 'resolution', 'resolved_at'])
     IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['status', 'next_action', 'retry_after_s', 'resolution', 'resolved_at']) THEN
    RAISE EXCEPTION 'countersign: a request is immutable' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status <> 'pending' THEN RAISE EXCEPTION 'countersign: request % is already %', OLD.id, OLD.status USING ERRCODE = 'check_violation'; END IF;
  IF NEW.status = 'approved' THEN
    IF clock_timestamp() >= OLD.expires_at THEN RAISE EXCEPTION 'countersign: request % has expired' , OLD.id USING ERRCODE = 'check_violation'; END IF;
    SELECT count(*) FILTER (WHERE d.verb = 'approve' AND p.status = 'active'), count(*) FILTER (WHERE d.verb = 'deny')
      INTO given, denied FROM decisions d JOIN people p ON p.id = d.person_id WHERE d.request_id = OLD.id;
    IF given < OLD.quorum THEN
      RAISE EXCEPTION 'countersign: request % has % of % approvals', OLD.id, given, OLD.quorum USING ERRCODE = 'check_violation';
    END IF;
    IF denied >= coalesce((OLD.consent ->> 'deny_threshold')::int, 1) THEN
      RAISE EXCEPTION 'countersign: request % was denied', OLD.id USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_law BEFORE UPDATE OR DELETE ON "requests" FOR EACH ROW EXECUTE FUNCTION countersign_request_law();

-- ---------------------------------------------------------------- decisions

CREATE FUNCTION countersign_decision_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r requests%ROWTYPE;
BEGIN
  SELECT * INTO r FROM requests WHERE id = NEW.request_id FOR UPDATE;
  IF NOT FOUND OR r.status <> 'pending' THEN RAISE EXCEPTION 'countersign: request is not pending' USING ERRCODE = 'check_violation'; END IF;
  IF clock_timestamp() >= r.expires_at THEN RAISE EXCEPTION 'countersign: request has expired' USING ERRCODE = 'check_violation'; END IF;
  IF NEW.digest <> r.digest OR NEW.presentation_digest <> r.presentation_digest THEN
    RAISE EXCEPTION 'countersign: decision is not about what is pending' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.verb = 'approve' THEN
    IF NEW.person_id = r.sponsor_id OR NEW.person_id = ANY (r.principals) THEN
      RAISE EXCEPTION 'countersign: separation of duties' USING ERRCODE = 'check_violation';
    END IF;
    IF r.consent ->> 'stepup' = 'passkey' AND NEW.assertion IS NULL THEN
      RAISE EXCEPTION 'countersign: this consent needs a passkey signature' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_law BEFORE INSERT ON "decisions" FOR EACH ROW EXECUTE FUNCTION countersign_decision_law();
-- One credential cannot consent twice to one request, whatever accounts share it.
CREATE UNIQUE INDEX "one_decision_per_passkey" ON "decisions" (request_id, passkey_id) WHERE passkey_id IS NOT NULL;

-- ---------------------------------------------------------------- grants and executions

CREATE FUNCTION countersign_grant_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r requests%ROWTYPE;
BEGIN
  SELECT * INTO r FROM requests WHERE id = NEW.request_id;
  IF NOT FOUND OR r.status <> 'approved' OR r.digest <> NEW.digest OR r.agent_id <> NEW.agent_id OR r.executor_id <> NEW.executor_id
     OR NEW.expires_at > r.not_after OR NEW.status <> 'issued' THEN
    RAISE EXCEPTION 'countersign: a grant must match its approved request' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
-- AFTER, because in one statement the request and its grant are inserted together.
CREATE CONSTRAINT TRIGGER grant_inserted AFTER INSERT ON "grants" INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION countersign_grant_inserted();

CREATE FUNCTION countersign_grant_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'countersign: a grant is never deleted' USING ERRCODE = 'check_violation'; END IF;
  IF (to_jsonb(NEW) - ARRAY['status', 'redeemed_at', 'ended_at', 'ended_by', 'ended_why'])
     IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['status', 'redeemed_at', 'ended_at', 'ended_by', 'ended_why']) THEN
    RAISE EXCEPTION 'countersign: a grant is immutable' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT ((OLD.status = 'issued' AND NEW.status IN ('redeemed', 'revoked', 'expired')) OR (OLD.status = 'redeemed' AND NEW.status IN ('completed', 'revoked'))) THEN
    RAISE EXCEPTION 'countersign: grant cannot go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status = 'redeemed' AND NOT (clock_timestamp() >= OLD.not_before AND clock_timestamp() < OLD.expires_at) THEN
    RAISE EXCEPTION 'countersign: grant is outside its window' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grant_law BEFORE UPDATE OR DELETE ON "grants" FOR EACH ROW EXECUTE FUNCTION countersign_grant_law();

CREATE FUNCTION countersign_execution_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM grants g WHERE g.id = NEW.grant_id AND g.status = 'redeemed' AND g.executor_id = NEW.executor_id AND g.request_id = NEW.request_id) THEN
    RAISE EXCEPTION 'countersign: an execution needs its redeemed grant' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE CONSTRAINT TRIGGER execution_inserted AFTER INSERT ON "executions" INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION countersign_execution_inserted();

CREATE FUNCTION countersign_execution_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.outcome IS NOT NULL OR NEW.grant_id <> OLD.grant_id OR NEW.executor_id <> OLD.executor_id OR NEW.request_id <> OLD.request_id THEN
    RAISE EXCEPTION 'countersign: an execution is reported once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER execution_law BEFORE UPDATE OR DELETE ON "executions" FOR EACH ROW EXECUTE FUNCTION countersign_execution_law();

-- A consumed challenge is never free again.
CREATE FUNCTION countersign_challenge_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.used_at IS NOT NULL THEN RAISE EXCEPTION 'countersign: challenge already used' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER challenge_law BEFORE UPDATE ON "webauthn_challenges" FOR EACH ROW EXECUTE FUNCTION countersign_challenge_law();
