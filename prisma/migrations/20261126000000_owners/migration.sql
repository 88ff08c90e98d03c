-- The workflow owner's side: versions with their catalogue, reviews, accountability that is signed, proposals by two people.

-- ---------------------------------------------------------------- machines

ALTER TABLE "people" ADD COLUMN "recovered_at" TIMESTAMPTZ(3);
ALTER TABLE "invitations" DROP CONSTRAINT "invitations_kind",
  ADD CONSTRAINT "invitations_kind" CHECK (kind IN ('first_admin', 'enrol', 'recover'));

ALTER TABLE "runtimes" ADD COLUMN "owner_id" TEXT;
ALTER TABLE "runtimes" ALTER COLUMN "vendor" TYPE JSONB USING CASE WHEN "vendor" IS NULL THEN NULL
  ELSE jsonb_build_object('name', "vendor", 'contract', '', 'contact', '', 'approval_logic', NULL, 'logging', NULL, 'incident_response', NULL) END;
ALTER TABLE "runtimes" DROP CONSTRAINT "runtimes_status", ADD CONSTRAINT "runtimes_status" CHECK (status IN ('active', 'suspended', 'quarantined')),
  ADD CONSTRAINT "runtimes_slug" CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  ADD CONSTRAINT "runtime_vendor_shape" CHECK (vendor IS NULL OR (jsonb_typeof(vendor) = 'object' AND vendor ?& ARRAY['name', 'contract', 'contact', 'approval_logic', 'logging', 'incident_response']));
ALTER TABLE "agents" DROP CONSTRAINT "agents_status", ADD CONSTRAINT "agents_status" CHECK (status IN ('active', 'suspended', 'quarantined', 'retired'));
ALTER TABLE "executors" DROP CONSTRAINT "executors_status", ADD CONSTRAINT "executors_status" CHECK (status IN ('active', 'suspended', 'quarantined', 'retired'));

CREATE TABLE "pipelines" (
  "id" TEXT NOT NULL,
  "slug" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "sponsor_id" TEXT NOT NULL,
  "status" TEXT NOT NULL DEFAULT 'active',
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "pipelines_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "pipelines_id" CHECK (id ~ '^pip_[0-9a-z]{26}$'),
  CONSTRAINT "pipelines_slug" CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  CONSTRAINT "pipelines_status" CHECK (status IN ('active', 'suspended'))
);
CREATE UNIQUE INDEX "pipelines_slug_key" ON "pipelines"("slug");

ALTER TABLE "credentials" ADD COLUMN "pipeline_id" TEXT;
CREATE INDEX "credentials_pipeline_id_idx" ON "credentials"("pipeline_id");
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_pipeline_id_fkey" FOREIGN KEY ("pipeline_id") REFERENCES "pipelines"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "credentials" DROP CONSTRAINT "credential_has_one_owner",
  ADD CONSTRAINT "credential_has_one_owner" CHECK (num_nonnulls(agent_id, executor_id, auditor_id, pipeline_id) = 1);

CREATE TABLE "machine_sightings" (
  "machine_id" TEXT NOT NULL,
  "seen_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "machine_sightings_pkey" PRIMARY KEY ("machine_id")
);

CREATE TABLE "runtime_ownerships" (
  "id" TEXT NOT NULL,
  "runtime" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "pattern" TEXT NOT NULL,
  "workflow_id" TEXT NOT NULL,
  "proposal_id" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "runtime_ownerships_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "runtime_ownerships_runtime_action_pattern_key" ON "runtime_ownerships"("runtime", "action", "pattern");

-- A slug is what rules, catalogues and files name a thing by, so it never comes to mean another one (ATTACKS 33, 34).
CREATE FUNCTION countersign_name_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'countersign: % are never deleted', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END IF;
  IF NEW.id <> OLD.id OR NEW.slug <> OLD.slug THEN
    RAISE EXCEPTION 'countersign: the name of % never changes', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['teams', 'runtimes', 'agents', 'executors', 'auditors', 'pipelines', 'workflows'] LOOP
    EXECUTE format('CREATE TRIGGER name_law BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION countersign_name_law()', t);
  END LOOP;
END $$;

-- A person is disabled, never deleted or given another id: who comes back is somebody new (ATTACKS 34). A machine that was retired stays so.
CREATE FUNCTION countersign_person_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'countersign: people are never deleted' USING ERRCODE = 'check_violation'; END IF;
  IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'countersign: the id of a person never changes' USING ERRCODE = 'check_violation'; END IF;
  IF OLD.status = 'disabled' AND NEW.status <> 'disabled' THEN
    RAISE EXCEPTION 'countersign: who left does not come back under the old identity' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER person_law BEFORE UPDATE OR DELETE ON "people" FOR EACH ROW EXECUTE FUNCTION countersign_person_law();

CREATE FUNCTION countersign_machine_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'retired' AND NEW.status <> 'retired' THEN
    RAISE EXCEPTION 'countersign: a retired machine stays retired' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER machine_law BEFORE UPDATE ON "agents" FOR EACH ROW EXECUTE FUNCTION countersign_machine_law();
CREATE TRIGGER machine_law BEFORE UPDATE ON "executors" FOR EACH ROW EXECUTE FUNCTION countersign_machine_law();

-- An e-mail address belongs to one active person; who left does not keep others from having it.
DROP INDEX "people_email_key";
CREATE UNIQUE INDEX "people_active_email" ON "people" ("email") WHERE status = 'active';
CREATE INDEX "people_email_idx" ON "people" ("email");

-- ---------------------------------------------------------------- boundaries with their catalogue

ALTER TABLE "boundaries" ADD COLUMN "catalogue" JSONB NOT NULL DEFAULT '{"action_types":[],"resources":[],"agents":[],"executors":[],"runtimes":[]}',
  ADD COLUMN "tests" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "title" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "ticket" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "based_on_id" TEXT,
  ADD COLUMN "edits" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "edited_by" TEXT,
  ADD COLUMN "edited_at" TIMESTAMPTZ(3),
  ADD COLUMN "source" TEXT NOT NULL DEFAULT 'console',
  ADD COLUMN "source_ref" JSONB,
  ADD COLUMN "submitted_at" TIMESTAMPTZ(3),
  ADD COLUMN "analysis" JSONB,
  ADD COLUMN "direction" TEXT,
  ADD COLUMN "reviews_needed" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "change_digest" TEXT;

-- What was registered for a workflow belongs to each of its versions: every machine could take part until now.
UPDATE "boundaries" b SET "catalogue" = jsonb_build_object(
  'action_types', (SELECT coalesce(jsonb_agg(jsonb_build_object('name', t.name, 'title', t.title, 'params_schema', t.params_schema, 'resource_kind', t.resource_kind,
      'title_template', t.title_template,
      'param_labels', (SELECT coalesce(jsonb_agg((l - 'currencyParam') || CASE WHEN l ? 'currencyParam' THEN jsonb_build_object('currency_param', l -> 'currencyParam') ELSE '{}' END), '[]')
        FROM jsonb_array_elements(t.param_labels) AS l),
      'risk_facts', (t.risk_facts - 'dataClass') || jsonb_build_object('data_class', t.risk_facts -> 'dataClass'), 'example', t.example) ORDER BY t.name), '[]')
    FROM "action_types" t WHERE t.workflow_id = b.workflow_id AND t.status = 'active'),
  'resources', (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'pattern', r.pattern, 'title', r.title, 'environment', r.environment,
      'sensitivity', r.sensitivity, 'facts', r.facts) ORDER BY r.kind, r.pattern), '[]') FROM "resources" r WHERE r.workflow_id = b.workflow_id),
  'agents', (SELECT coalesce(jsonb_agg(slug ORDER BY slug), '[]') FROM "agents"),
  'executors', (SELECT coalesce(jsonb_agg(slug ORDER BY slug), '[]') FROM "executors"),
  'runtimes', (SELECT coalesce(jsonb_agg(slug ORDER BY slug), '[]') FROM "runtimes"))
WHERE true;
DROP TABLE "action_types";
DROP TABLE "resources";

CREATE TABLE "boundary_reviews" (
  "id" TEXT NOT NULL,
  "boundary_id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "verb" TEXT NOT NULL,
  "capacity" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "accepts" BOOLEAN NOT NULL DEFAULT false,
  "change_digest" TEXT NOT NULL,
  "statement" TEXT NOT NULL,
  "session_id" TEXT NOT NULL,
  "passkey_id" TEXT,
  "assertion" JSONB,
  "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "boundary_reviews_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "boundary_reviews_verb" CHECK (verb IN ('approve', 'deny', 'request_changes')),
  CONSTRAINT "boundary_reviews_capacity" CHECK (capacity IN ('accountable_owner', 'independent', 'owner')),
  CONSTRAINT "boundary_review_person_is_person" CHECK (person_id ~ '^usr_'),
  -- Letting a change through is signed; stopping it never needs more than a session.
  CONSTRAINT "boundary_approval_is_signed" CHECK (verb <> 'approve' OR (passkey_id IS NOT NULL AND assertion IS NOT NULL))
);
CREATE UNIQUE INDEX "boundary_reviews_boundary_id_person_id_change_digest_key" ON "boundary_reviews"("boundary_id", "person_id", "change_digest");
ALTER TABLE "boundary_reviews" ADD CONSTRAINT "boundary_reviews_boundary_id_fkey" FOREIGN KEY ("boundary_id") REFERENCES "boundaries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "boundary_comments" (
  "id" TEXT NOT NULL,
  "boundary_id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "rule" TEXT,
  "text" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "resolved_at" TIMESTAMPTZ(3),
  "resolved_by" TEXT,
  CONSTRAINT "boundary_comments_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "boundary_comments_length" CHECK (length(text) BETWEEN 1 AND 4000)
);
CREATE INDEX "boundary_comments_boundary_id_idx" ON "boundary_comments"("boundary_id");
ALTER TABLE "boundary_comments" ADD CONSTRAINT "boundary_comments_boundary_id_fkey" FOREIGN KEY ("boundary_id") REFERENCES "boundaries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "code_states" (
  "workflow_id" TEXT NOT NULL,
  "digest" TEXT NOT NULL,
  "ref" TEXT NOT NULL,
  "pipeline_id" TEXT NOT NULL,
  "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "code_states_pkey" PRIMARY KEY ("workflow_id")
);

ALTER TABLE "boundaries"
  ADD CONSTRAINT "boundaries_direction" CHECK (direction IS NULL OR direction IN ('loosens', 'tightens', 'neutral')),
  DROP CONSTRAINT "boundary_has_second_person",
  -- A boundary change needs a second person; a draft that is discarded never was in force.
  ADD CONSTRAINT "boundary_has_second_person" CHECK (status IN ('draft', 'in_review') OR (status = 'retired' AND activated_at IS NULL)
    OR (reviewer_id IS NOT NULL AND reviewer_id <> author_id AND activated_at IS NOT NULL)),
  ADD CONSTRAINT "boundaries_source" CHECK (source IN ('console', 'code')),
  ADD CONSTRAINT "boundaries_reviews_needed" CHECK (reviews_needed BETWEEN 1 AND 3),
  -- Loosening takes the accountable owner and one other; a version without a direction was never handed in through a review.
  ADD CONSTRAINT "loosening_needs_two" CHECK (direction IS DISTINCT FROM 'loosens' OR reviews_needed >= 2),
  ADD CONSTRAINT "handed_in_is_frozen" CHECK (status <> 'in_review' OR submitted_at IS NULL OR (analysis IS NOT NULL AND direction IS NOT NULL AND change_digest IS NOT NULL));
CREATE UNIQUE INDEX "one_open_boundary_per_workflow" ON "boundaries" (workflow_id) WHERE status IN ('draft', 'in_review');

CREATE OR REPLACE FUNCTION countersign_boundary_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE given integer;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.status <> 'draft' THEN RAISE EXCEPTION 'countersign: a reviewed boundary is never deleted' USING ERRCODE = 'check_violation'; END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'draft' THEN RAISE EXCEPTION 'countersign: a boundary begins as a draft' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
  END IF;
  IF NEW.workflow_id <> OLD.workflow_id OR NEW.version <> OLD.version OR NEW.author_id <> OLD.author_id OR NEW.created_at <> OLD.created_at OR
     (OLD.status <> 'draft' AND (to_jsonb(NEW) - ARRAY['status', 'reviewer_id', 'activated_at', 'retired_at'])
        IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['status', 'reviewer_id', 'activated_at', 'retired_at'])) THEN
    -- Going back to a draft gives up what was frozen with it, and nothing else.
    IF NOT (OLD.status = 'in_review' AND NEW.status = 'draft' AND
       (to_jsonb(NEW) - ARRAY['status', 'submitted_at', 'analysis', 'direction', 'reviews_needed', 'change_digest'])
         IS NOT DISTINCT FROM (to_jsonb(OLD) - ARRAY['status', 'submitted_at', 'analysis', 'direction', 'reviews_needed', 'change_digest'])) THEN
      RAISE EXCEPTION 'countersign: a boundary version is immutable' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  IF NOT (OLD.status = NEW.status OR (OLD.status = 'draft' AND NEW.status = 'in_review') OR (OLD.status = 'in_review' AND NEW.status IN ('draft', 'active'))
     OR (OLD.status IN ('active', 'draft') AND NEW.status = 'retired')) THEN
    RAISE EXCEPTION 'countersign: boundary cannot go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  -- A version is activated by its reviews: distinct people, none of them the author, all signed over this very change.
  -- Only the made-up company of the demo begins with versions that nobody signed.
  IF OLD.status = 'in_review' AND NEW.status = 'active' AND NOT (OLD.submitted_at IS NULL
     AND EXISTS (SELECT 1 FROM organisations WHERE is_demo)
     AND NOT EXISTS (SELECT 1 FROM boundaries b WHERE b.workflow_id = OLD.workflow_id AND b.activated_at IS NOT NULL)) THEN
    SELECT count(DISTINCT r.person_id) INTO given FROM boundary_reviews r JOIN people p ON p.id = r.person_id
      WHERE r.boundary_id = OLD.id AND r.verb = 'approve' AND r.change_digest = OLD.change_digest AND r.person_id <> OLD.author_id
        AND r.person_id IS DISTINCT FROM OLD.edited_by AND p.status = 'active';
    IF given < OLD.reviews_needed THEN
      RAISE EXCEPTION 'countersign: boundary % has % of % reviews', OLD.id, given, OLD.reviews_needed USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM boundary_reviews r WHERE r.boundary_id = OLD.id AND r.verb = 'deny' AND r.change_digest = OLD.change_digest) THEN
      RAISE EXCEPTION 'countersign: boundary % was denied', OLD.id USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER "boundary_law" ON "boundaries";
CREATE TRIGGER boundary_law BEFORE INSERT OR UPDATE OR DELETE ON "boundaries" FOR EACH ROW EXECUTE FUNCTION countersign_boundary_law();

CREATE FUNCTION countersign_boundary_review_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE b boundaries%ROWTYPE;
BEGIN
  SELECT * INTO b FROM boundaries WHERE id = NEW.boundary_id FOR NO KEY UPDATE;
  IF NOT FOUND OR b.status <> 'in_review' OR b.change_digest IS DISTINCT FROM NEW.change_digest THEN
    RAISE EXCEPTION 'countersign: review is not about what is in review' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.verb = 'approve' AND (NEW.person_id = b.author_id OR NEW.person_id IS NOT DISTINCT FROM b.edited_by) THEN
    RAISE EXCEPTION 'countersign: an author never approves their own change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER boundary_review_law BEFORE INSERT ON "boundary_reviews" FOR EACH ROW EXECUTE FUNCTION countersign_boundary_review_law();

-- Drafts are no configuration: saving one every second must not make every process read the directory again.
DROP TRIGGER "config_changed" ON "boundaries";
CREATE TRIGGER config_changed AFTER UPDATE ON "boundaries" FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status AND (OLD.status = 'active' OR NEW.status = 'active')) EXECUTE FUNCTION countersign_config_changed();
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['pipelines', 'runtime_ownerships'] LOOP
    EXECUTE format('CREATE TRIGGER config_changed AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT EXECUTE FUNCTION countersign_config_changed()', t);
  END LOOP;
END $$;

-- ---------------------------------------------------------------- accountability

UPDATE "accountability_assignments" SET vendor = vendor || jsonb_build_object('voucher_id',
  (SELECT o.person_id FROM workflow_owners o WHERE o.workflow_id = accountability_assignments.workflow_id ORDER BY o.person_id LIMIT 1)) WHERE vendor IS NOT NULL;
ALTER TABLE "accountability_assignments" ADD COLUMN "assigned_by" TEXT,
  ADD COLUMN "acknowledged_by" TEXT,
  ADD COLUMN "reminded_at" TIMESTAMPTZ(3),
  ADD COLUMN "ended_by" TEXT,
  ADD COLUMN "ended_why" TEXT,
  ADD COLUMN "lapsed_at" TIMESTAMPTZ(3),
  -- A vendor is somebody only with a contract and a contact, and with somebody of ours who vouches for it.
  ADD CONSTRAINT "assignment_vendor_has_contract" CHECK (vendor IS NULL OR
    (length(coalesce(vendor ->> 'name', '')) > 0 AND length(coalesce(vendor ->> 'contract', '')) > 0 AND length(coalesce(vendor ->> 'contact', '')) > 0
      AND coalesce(vendor ->> 'voucher_id', '') ~ '^usr_'));

-- Whoever it was acknowledged by until now is whoever answered for it.
UPDATE "accountability_assignments" a SET acknowledged_by =
  coalesce(a.person_id, (SELECT t.lead_id FROM teams t WHERE t.id = a.team_id), a.vendor ->> 'voucher_id') WHERE a.acknowledged_at IS NOT NULL;

CREATE TABLE "attestations" (
  "id" TEXT NOT NULL,
  "assignment_id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "campaign_id" TEXT,
  "statement" TEXT NOT NULL,
  "passkey_id" TEXT NOT NULL,
  "assertion" JSONB NOT NULL,
  "review_due" TIMESTAMPTZ(3) NOT NULL,
  "signed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "attestations_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "attestations_assignment_id_idx" ON "attestations"("assignment_id");

CREATE TABLE "attestation_campaigns" (
  "id" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "started_by" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "due_at" TIMESTAMPTZ(3) NOT NULL,
  "reminded_at" TIMESTAMPTZ(3),
  "closed_at" TIMESTAMPTZ(3),
  CONSTRAINT "attestation_campaigns_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "campaign_has_time" CHECK (due_at > started_at)
);
CREATE UNIQUE INDEX "one_open_campaign" ON "attestation_campaigns" ((true)) WHERE closed_at IS NULL;

-- ---------------------------------------------------------------- proposals and notices

CREATE TABLE "proposals" (
  "id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "subject" JSONB NOT NULL,
  "before" JSONB NOT NULL,
  "after" JSONB NOT NULL,
  "reason" TEXT NOT NULL,
  "proposed_by" TEXT NOT NULL,
  "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "status" TEXT NOT NULL DEFAULT 'open',
  "decided_by" TEXT,
  "decided_at" TIMESTAMPTZ(3),
  "decision_reason" TEXT NOT NULL DEFAULT '',
  "statement" TEXT,
  "passkey_id" TEXT,
  "assertion" JSONB,
  CONSTRAINT "proposals_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "proposals_status" CHECK (status IN ('open', 'applied', 'refused', 'withdrawn', 'expired')),
  CONSTRAINT "proposal_decided" CHECK ((status IN ('applied', 'refused')) = (decided_by IS NOT NULL AND decided_at IS NOT NULL)),
  -- What one person proposes another one applies, with their own signature.
  CONSTRAINT "proposal_has_second_person" CHECK (status <> 'applied' OR (decided_by <> proposed_by AND passkey_id IS NOT NULL AND assertion IS NOT NULL))
);
CREATE INDEX "proposals_status_proposed_at_idx" ON "proposals"("status", "proposed_at" DESC);

CREATE FUNCTION countersign_proposal_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'countersign: a proposal is never deleted' USING ERRCODE = 'check_violation'; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'open' THEN RAISE EXCEPTION 'countersign: a proposal begins open' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
  END IF;
  IF OLD.status <> 'open' THEN RAISE EXCEPTION 'countersign: proposal % is already %', OLD.id, OLD.status USING ERRCODE = 'check_violation'; END IF;
  IF (to_jsonb(NEW) - ARRAY['status', 'decided_by', 'decided_at', 'decision_reason', 'statement', 'passkey_id', 'assertion'])
     IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['status', 'decided_by', 'decided_at', 'decision_reason', 'statement', 'passkey_id', 'assertion']) THEN
    RAISE EXCEPTION 'countersign: what was proposed never changes' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status = 'applied' AND clock_timestamp() >= OLD.expires_at THEN
    RAISE EXCEPTION 'countersign: proposal % has expired', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER proposal_law BEFORE INSERT OR UPDATE OR DELETE ON "proposals" FOR EACH ROW EXECUTE FUNCTION countersign_proposal_law();

CREATE TABLE "notices" (
  "id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "subject" JSONB NOT NULL,
  "facts" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "seen_at" TIMESTAMPTZ(3),
  CONSTRAINT "notices_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "notices_person_id_created_at_idx" ON "notices"("person_id", "created_at" DESC);

-- How far a sweep has read the log.
CREATE TABLE "sweep_marks" (
  "name" TEXT NOT NULL,
  "upto" TEXT NOT NULL,
  CONSTRAINT "sweep_marks_pkey" PRIMARY KEY ("name")
);

-- What people signed is kept as it is.
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['boundary_reviews', 'attestations'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION countersign_append_only()', t);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION countersign_append_only()', t);
  END LOOP;
END $$;

-- Challenges for everything else that a person signs live in a domain of their own.
ALTER TABLE "webauthn_challenges" DROP CONSTRAINT "webauthn_challenges_kind",
  ADD CONSTRAINT "webauthn_challenges_kind" CHECK (kind IN ('sign_in', 'enrol', 'decision', 'statement')),
  ADD CONSTRAINT "statement_challenge_is_bound" CHECK (kind <> 'statement' OR (person_id IS NOT NULL AND request_id IS NULL AND statement IS NOT NULL));
