-- Who is told that a request waits: rotas, people out of office, and the steps by which more people are told. None of it approves
-- anything, makes anybody eligible or moves a deadline.

-- ---------------------------------------------------------------- rotas: one for a team, at most

CREATE TABLE "rotas" (
  "team_id" TEXT NOT NULL,
  "time_zone" TEXT NOT NULL,
  "handover_minute" INTEGER NOT NULL,
  "turn_days" INTEGER NOT NULL,
  "starts_on" DATE NOT NULL,
  -- In order. Who has left or is no member is passed over when the rota is read, not taken out of it.
  "people" TEXT[],
  CONSTRAINT "rotas_pkey" PRIMARY KEY ("team_id"),
  CONSTRAINT "rota_zone" CHECK (length(time_zone) BETWEEN 1 AND 64),
  CONSTRAINT "rota_handover" CHECK (handover_minute BETWEEN 0 AND 1439),
  CONSTRAINT "rota_turn" CHECK (turn_days BETWEEN 1 AND 28),
  CONSTRAINT "rota_people" CHECK (cardinality(people) BETWEEN 1 AND 50)
);
ALTER TABLE "rotas" ADD CONSTRAINT "rotas_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "rota_overrides" (
  "id" TEXT NOT NULL,
  "team_id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "ends_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "rota_overrides_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "rota_overrides_id" CHECK (id ~ '^rov_[0-9a-z]{26}$'),
  CONSTRAINT "override_time" CHECK (ends_at > starts_at AND ends_at <= starts_at + interval '60 days'),
  -- One person at a time. Two ranges, the first of one value, because an equality beside a range needs an extension.
  CONSTRAINT "one_override_at_a_time" EXCLUDE USING gist (
    int8range(hashtextextended(team_id, 0), hashtextextended(team_id, 0), '[]') WITH &&, tstzrange(starts_at, ends_at) WITH &&)
);
ALTER TABLE "rota_overrides" ADD CONSTRAINT "rota_overrides_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "rotas"("team_id") ON DELETE CASCADE ON UPDATE CASCADE,
  ADD CONSTRAINT "rota_overrides_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "rota_overrides_team_id_ends_at_idx" ON "rota_overrides"("team_id", "ends_at");

CREATE TABLE "rota_holidays" (
  "team_id" TEXT NOT NULL,
  "day" DATE NOT NULL,
  "title" TEXT NOT NULL,
  CONSTRAINT "rota_holidays_pkey" PRIMARY KEY ("team_id", "day"),
  CONSTRAINT "holiday_title" CHECK (length(title) BETWEEN 1 AND 80)
);
ALTER TABLE "rota_holidays" ADD CONSTRAINT "rota_holidays_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "rotas"("team_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ---------------------------------------------------------------- absences: who is out of office, and who is told instead

CREATE TABLE "absences" (
  "id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "delegate_id" TEXT,
  "starts_at" TIMESTAMPTZ(3) NOT NULL,
  "ends_at" TIMESTAMPTZ(3) NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- When it was ended before its time.
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "absences_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "absences_id" CHECK (id ~ '^abs_[0-9a-z]{26}$'),
  CONSTRAINT "absence_time" CHECK (ends_at > starts_at AND ends_at <= starts_at + interval '60 days'),
  CONSTRAINT "absence_names_another" CHECK (delegate_id <> person_id),
  -- Of one person never two at once; what was ended before it began takes no time.
  CONSTRAINT "one_absence_at_a_time" EXCLUDE USING gist (
    int8range(hashtextextended(person_id, 0), hashtextextended(person_id, 0), '[]') WITH &&,
    tstzrange(starts_at, GREATEST(starts_at, LEAST(ends_at, ended_at))) WITH &&)
);
ALTER TABLE "absences" ADD CONSTRAINT "absences_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "absences_delegate_id_fkey" FOREIGN KEY ("delegate_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "absences_person_id_ends_at_idx" ON "absences"("person_id", "ends_at");
CREATE INDEX "absences_delegate_id_idx" ON "absences"("delegate_id");

CREATE FUNCTION countersign_absence_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'countersign: an absence is never deleted' USING ERRCODE = 'check_violation'; END IF;
  IF OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR (to_jsonb(NEW) - 'ended_at') IS DISTINCT FROM (to_jsonb(OLD) - 'ended_at') THEN
    RAISE EXCEPTION 'countersign: an absence is ended once and never changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER absence_law BEFORE UPDATE OR DELETE ON "absences" FOR EACH ROW EXECUTE FUNCTION countersign_absence_law();

-- ---------------------------------------------------------------- escalations: the timer of a request, and what was done

CREATE TABLE "escalations" (
  "request_id" TEXT NOT NULL,
  -- What comes next.
  "step" TEXT NOT NULL,
  -- When; null when nothing comes, or when the request has ended.
  "next_at" TIMESTAMPTZ(3),
  CONSTRAINT "escalations_pkey" PRIMARY KEY ("request_id"),
  CONSTRAINT "escalations_step" CHECK (step IN ('remind', 'backup', 'owner', 'done')),
  CONSTRAINT "escalations_done" CHECK (step <> 'done' OR next_at IS NULL)
);
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "escalations_due" ON "escalations" (next_at, request_id) WHERE next_at IS NOT NULL;

-- A timer goes up the ladder and never down, belongs to a request that is pending, and is over before its deadline.
CREATE FUNCTION countersign_escalation_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  r requests%ROWTYPE;
  steps CONSTANT text[] := ARRAY['remind', 'backup', 'owner', 'done'];
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'countersign: an escalation is never deleted' USING ERRCODE = 'check_violation'; END IF;
  IF TG_OP = 'UPDATE' AND (NEW.request_id <> OLD.request_id OR array_position(steps, NEW.step) < array_position(steps, OLD.step)) THEN
    RAISE EXCEPTION 'countersign: an escalation never goes back' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.next_at IS NULL THEN RETURN NEW; END IF;
  SELECT * INTO r FROM requests WHERE id = NEW.request_id;
  IF r.status <> 'pending' OR NEW.next_at >= r.expires_at THEN
    RAISE EXCEPTION 'countersign: nothing escalates after the end of its request' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER escalation_law BEFORE INSERT OR UPDATE OR DELETE ON "escalations" FOR EACH ROW EXECUTE FUNCTION countersign_escalation_law();

-- However a request ends, its timer ends in the same transaction.
CREATE FUNCTION countersign_escalation_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE escalations SET next_at = NULL WHERE request_id = NEW.id AND next_at IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER escalation_ends AFTER UPDATE OF status ON "requests" FOR EACH ROW
  WHEN (OLD.status = 'pending' AND NEW.status <> 'pending') EXECUTE FUNCTION countersign_escalation_ends();

CREATE TABLE "escalation_steps" (
  "id" TEXT NOT NULL,
  "request_id" TEXT NOT NULL,
  "step" TEXT NOT NULL,
  "people" TEXT[],
  "notes" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "escalation_steps_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "escalation_steps_id" CHECK (id ~ '^esc_[0-9a-z]{26}$'),
  CONSTRAINT "escalation_steps_step" CHECK (step IN ('first', 'remind', 'backup', 'owner'))
);
ALTER TABLE "escalation_steps" ADD CONSTRAINT "escalation_steps_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- Each step is taken once, whoever tries.
CREATE UNIQUE INDEX "escalation_steps_request_id_step_key" ON "escalation_steps"("request_id", "step");
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "escalation_steps" FOR EACH ROW EXECUTE FUNCTION countersign_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "escalation_steps" FOR EACH STATEMENT EXECUTE FUNCTION countersign_append_only();

CREATE FUNCTION countersign_escalation_step_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM requests WHERE id = NEW.request_id AND status = 'pending' AND expires_at > clock_timestamp()) THEN
    RAISE EXCEPTION 'countersign: request is not pending' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER escalation_step_law BEFORE INSERT ON "escalation_steps" FOR EACH ROW EXECUTE FUNCTION countersign_escalation_step_law();

-- What was asked before is told of as it always was: by the ladder from where its time stands.
INSERT INTO "escalations" (request_id, step, next_at)
  SELECT id, 'owner', GREATEST(clock_timestamp(), created_at + (expires_at - created_at) * 0.85) FROM "requests"
  WHERE status = 'pending' AND expires_at > clock_timestamp() + interval '1 minute' AND GREATEST(clock_timestamp(), created_at + (expires_at - created_at) * 0.85) < expires_at;
