-- What a loosening frees is looked at by others first; a version can wait for its time; a workflow keeps an owner; one name, one machine.

-- ---------------------------------------------------------------- what a loosening frees

ALTER TABLE "requests" ADD COLUMN "barred" TEXT[] NOT NULL DEFAULT '{}';
-- How many of a version there are is asked with every request that it may have freed.
CREATE INDEX "requests_freed" ON "requests" ("boundary_id") WHERE barred <> '{}';

-- Whoever let the change through decides nothing on the first requests that need less by it (UX S8).
CREATE FUNCTION countersign_decision_barred() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM requests r WHERE r.id = NEW.request_id AND NEW.person_id = ANY (r.barred)) THEN
    RAISE EXCEPTION 'countersign: separation of duties: they let the loosening through' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_barred BEFORE INSERT ON "decisions" FOR EACH ROW EXECUTE FUNCTION countersign_decision_barred();

-- ---------------------------------------------------------------- versions that wait for their time

ALTER TABLE "boundaries" ADD COLUMN "activate_at" TIMESTAMPTZ(3),
  ADD CONSTRAINT "only_handed_in_waits" CHECK (activate_at IS NULL OR submitted_at IS NOT NULL);
CREATE INDEX "boundaries_due" ON "boundaries" ("activate_at") WHERE status = 'in_review' AND activate_at IS NOT NULL;

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
       (to_jsonb(NEW) - ARRAY['status', 'submitted_at', 'analysis', 'direction', 'reviews_needed', 'change_digest', 'activate_at'])
         IS NOT DISTINCT FROM (to_jsonb(OLD) - ARRAY['status', 'submitted_at', 'analysis', 'direction', 'reviews_needed', 'change_digest', 'activate_at'])) THEN
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
    IF clock_timestamp() < OLD.activate_at THEN
      RAISE EXCEPTION 'countersign: boundary % comes into force at % and not before', OLD.id, OLD.activate_at USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM boundary_reviews r WHERE r.boundary_id = OLD.id AND r.verb = 'deny' AND r.change_digest = OLD.change_digest) THEN
      RAISE EXCEPTION 'countersign: boundary % was denied', OLD.id USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;

-- ---------------------------------------------------------------- owners and names

-- Adding an owner takes two people, so the last one is not taken out by one.
CREATE FUNCTION countersign_owner_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM workflow_owners o WHERE o.workflow_id = OLD.workflow_id) THEN
    RAISE EXCEPTION 'countersign: a workflow keeps its last owner' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER owner_law AFTER DELETE ON "workflow_owners" FOR EACH ROW EXECUTE FUNCTION countersign_owner_law();

-- A name stands for one machine of whatever kind: logs, catalogues and files say no more than the name (ATTACKS 33).
CREATE FUNCTION countersign_one_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('countersign.machine.' || NEW.slug, 0));
  IF EXISTS (SELECT 1 FROM agents WHERE slug = NEW.slug UNION ALL SELECT 1 FROM executors WHERE slug = NEW.slug
      UNION ALL SELECT 1 FROM auditors WHERE slug = NEW.slug UNION ALL SELECT 1 FROM pipelines WHERE slug = NEW.slug) THEN
    RAISE EXCEPTION 'countersign: another machine is called %', NEW.slug USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['agents', 'executors', 'auditors', 'pipelines'] LOOP
    EXECUTE format('CREATE TRIGGER one_name BEFORE INSERT ON %I FOR EACH ROW EXECUTE FUNCTION countersign_one_name()', t);
  END LOOP;
END $$;
