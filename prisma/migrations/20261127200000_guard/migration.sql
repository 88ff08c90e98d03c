-- The fatigue guard (UX 4.5): how attentive somebody seems, the question that they answer before approving, and a while in which
-- others approve in their place. None of it approves anything, makes anybody eligible, or asks anything of a denial.

-- ---------------------------------------------------------------- levels: each change once, never changed

CREATE TABLE "guard_transitions" (
  "id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "from_level" TEXT NOT NULL,
  "to_level" TEXT NOT NULL,
  "signals" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- Until when others approve in their place.
  "until" TIMESTAMPTZ(3),
  CONSTRAINT "guard_transitions_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "guard_transitions_id" CHECK (id ~ '^grd_[0-9a-z]{26}$'),
  CONSTRAINT "guard_levels" CHECK (from_level IN ('none', 'nudge', 'check', 'reroute') AND to_level IN ('none', 'nudge', 'check', 'reroute') AND from_level <> to_level),
  CONSTRAINT "guard_rest_ends" CHECK ((to_level = 'reroute') = (until IS NOT NULL) AND until > at AND until <= at + interval '4 hours')
);
ALTER TABLE "guard_transitions" ADD CONSTRAINT "guard_transitions_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "guard_transitions_person_id_id_idx" ON "guard_transitions"("person_id", "id" DESC);
CREATE INDEX "guard_resting" ON "guard_transitions"("until") WHERE to_level = 'reroute';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "guard_transitions" FOR EACH ROW EXECUTE FUNCTION countersign_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "guard_transitions" FOR EACH STATEMENT EXECUTE FUNCTION countersign_append_only();

-- ---------------------------------------------------------------- questions: one at a time, answered once

CREATE TABLE "guard_checks" (
  "id" TEXT NOT NULL,
  "request_id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "presentation_digest" TEXT NOT NULL,
  -- The place in the presentation that it is about.
  "pointer" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "choices" TEXT[],
  "right_choice" INTEGER NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "chosen" INTEGER,
  "answered_at" TIMESTAMPTZ(3),
  CONSTRAINT "guard_checks_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "guard_checks_id" CHECK (id ~ '^gck_[0-9a-z]{26}$'),
  CONSTRAINT "guard_check_choices" CHECK (cardinality(choices) BETWEEN 3 AND 5 AND right_choice BETWEEN 0 AND cardinality(choices) - 1
    AND (chosen IS NULL OR chosen BETWEEN 0 AND cardinality(choices) - 1)),
  CONSTRAINT "guard_check_answer_is_whole" CHECK ((chosen IS NULL) = (answered_at IS NULL))
);
ALTER TABLE "guard_checks" ADD CONSTRAINT "guard_checks_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "guard_checks_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "guard_checks_request_id_person_id_id_idx" ON "guard_checks"("request_id", "person_id", "id" DESC);
-- A question cannot be exchanged for an easier one: it is answered before there is another.
CREATE UNIQUE INDEX "guard_check_open" ON "guard_checks"("request_id", "person_id", "presentation_digest") WHERE chosen IS NULL;

CREATE FUNCTION countersign_guard_check_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'countersign: a question is never deleted' USING ERRCODE = 'check_violation'; END IF;
  IF OLD.chosen IS NOT NULL OR NEW.chosen IS NULL OR (to_jsonb(NEW) - ARRAY['chosen', 'answered_at']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['chosen', 'answered_at']) THEN
    RAISE EXCEPTION 'countersign: a question is answered once and never changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_check_law BEFORE UPDATE OR DELETE ON "guard_checks" FOR EACH ROW EXECUTE FUNCTION countersign_guard_check_law();

-- ---------------------------------------------------------------- what a decision was asked for

ALTER TABLE "decisions" ADD COLUMN "guard_level" TEXT NOT NULL DEFAULT 'none', ADD COLUMN "guard_check_id" TEXT,
  ADD CONSTRAINT "decision_guard_level" CHECK (guard_level IN ('none', 'nudge', 'check')),
  -- Only an approval is asked for anything, and at this level it has its answer.
  ADD CONSTRAINT "decision_guard_asks_approvals" CHECK (verb = 'approve' OR (guard_level = 'none' AND guard_check_id IS NULL)),
  ADD CONSTRAINT "decision_guard_answered" CHECK (guard_level <> 'check' OR guard_check_id IS NOT NULL),
  ADD CONSTRAINT "decisions_guard_check_id_fkey" FOREIGN KEY ("guard_check_id") REFERENCES "guard_checks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The answer is right and of this person, about this request as it was shown; who rests approves nothing without one. A denial
-- is not looked at at all.
CREATE FUNCTION countersign_decision_guarded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE c guard_checks%ROWTYPE;
BEGIN
  IF NEW.verb <> 'approve' THEN RETURN NEW; END IF;
  IF NEW.guard_check_id IS NOT NULL THEN
    SELECT * INTO c FROM guard_checks WHERE id = NEW.guard_check_id;
    IF NOT FOUND OR c.person_id <> NEW.person_id OR c.request_id <> NEW.request_id OR c.presentation_digest <> NEW.presentation_digest
       OR c.chosen IS DISTINCT FROM c.right_choice THEN
      RAISE EXCEPTION 'countersign: this question was not answered rightly by them for this request' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF EXISTS (SELECT 1 FROM guard_transitions g WHERE g.person_id = NEW.person_id AND g.to_level = 'reroute' AND g.until > clock_timestamp()) THEN
    RAISE EXCEPTION 'countersign: others approve in their place for a while' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_guarded BEFORE INSERT ON "decisions" FOR EACH ROW EXECUTE FUNCTION countersign_decision_guarded();
