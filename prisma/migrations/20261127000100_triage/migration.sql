-- The approver's inbox: who looks at what, for how long it is put aside, to whom it was handed, what was asked about it,
-- and filters that people keep. None of it can approve anything or extend a deadline.

-- ---------------------------------------------------------------- claims: "I am looking", for ten minutes

CREATE TABLE "request_claims" (
  "request_id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "claimed_at" TIMESTAMPTZ(3) NOT NULL,
  "until" TIMESTAMPTZ(3) NOT NULL,
  "times" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "request_claims_pkey" PRIMARY KEY ("request_id"),
  CONSTRAINT "claim_is_short" CHECK (until >= claimed_at AND until <= claimed_at + interval '10 minutes'),
  CONSTRAINT "claim_times" CHECK (times >= 1)
);
ALTER TABLE "request_claims" ADD CONSTRAINT "request_claims_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "request_claims_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "request_claims_person_id_until_idx" ON "request_claims"("person_id", "until");

-- One person at a time: a claim passes to somebody else only when its time is over, by this database's clock, or when
-- whoever had it has decided.
CREATE FUNCTION countersign_claim_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.request_id <> OLD.request_id OR NEW.times < OLD.times THEN
    RAISE EXCEPTION 'countersign: a claim stays with its request' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.person_id <> OLD.person_id AND OLD.until > clock_timestamp()
     AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.request_id = OLD.request_id AND d.person_id = OLD.person_id) THEN
    RAISE EXCEPTION 'countersign: somebody else is looking at %', OLD.request_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER claim_law BEFORE UPDATE ON "request_claims" FOR EACH ROW EXECUTE FUNCTION countersign_claim_law();

-- ---------------------------------------------------------------- snoozes: out of one person's sight, never past four fifths of the time

CREATE TABLE "request_snoozes" (
  "request_id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "until" TIMESTAMPTZ(3) NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "request_snoozes_pkey" PRIMARY KEY ("request_id", "person_id")
);
ALTER TABLE "request_snoozes" ADD CONSTRAINT "request_snoozes_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "request_snoozes_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "request_snoozes_person_id_until_idx" ON "request_snoozes"("person_id", "until");

CREATE FUNCTION countersign_snooze_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r requests%ROWTYPE;
BEGIN
  SELECT * INTO r FROM requests WHERE id = NEW.request_id;
  IF r.level = 'T3' THEN RAISE EXCEPTION 'countersign: T3 is never put aside' USING ERRCODE = 'check_violation'; END IF;
  IF NEW.until > r.expires_at - (r.expires_at - r.created_at) * 0.2 THEN
    RAISE EXCEPTION 'countersign: nothing is put aside past four fifths of its time' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER snooze_law BEFORE INSERT OR UPDATE ON "request_snoozes" FOR EACH ROW EXECUTE FUNCTION countersign_snooze_law();

-- ---------------------------------------------------------------- hand-overs: only ever fewer people may decide

CREATE TABLE "request_handovers" (
  "id" TEXT NOT NULL,
  "request_id" TEXT NOT NULL,
  "from_id" TEXT NOT NULL,
  "to_id" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "request_handovers_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "request_handovers_id" CHECK (id ~ '^hov_[0-9a-z]{26}$'),
  CONSTRAINT "handover_to_another" CHECK (from_id <> to_id),
  CONSTRAINT "handover_reason_length" CHECK (length(reason) BETWEEN 1 AND 2000)
);
-- Once: who handed it over is out of it and cannot hand it over again.
CREATE UNIQUE INDEX "request_handovers_request_id_from_id_key" ON "request_handovers"("request_id", "from_id");
CREATE INDEX "request_handovers_to_id_idx" ON "request_handovers"("to_id");
ALTER TABLE "request_handovers" ADD CONSTRAINT "request_handovers_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "request_handovers_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "request_handovers_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "request_handovers" FOR EACH ROW EXECUTE FUNCTION countersign_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "request_handovers" FOR EACH STATEMENT EXECUTE FUNCTION countersign_append_only();

-- Under the request's lock, as a decision is: of a decision and a hand-over by one person, the second is refused.
CREATE FUNCTION countersign_handover_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r requests%ROWTYPE;
BEGIN
  SELECT * INTO r FROM requests WHERE id = NEW.request_id FOR NO KEY UPDATE;
  IF NOT FOUND OR r.status <> 'pending' OR clock_timestamp() >= r.expires_at THEN
    RAISE EXCEPTION 'countersign: request is not pending' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM decisions d WHERE d.request_id = NEW.request_id AND d.person_id IN (NEW.from_id, NEW.to_id)) THEN
    RAISE EXCEPTION 'countersign: who has decided hands nothing over and is handed nothing' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM request_handovers h WHERE h.request_id = NEW.request_id AND h.from_id = NEW.to_id) THEN
    RAISE EXCEPTION 'countersign: who handed it over is not handed it back' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.to_id = r.sponsor_id OR NEW.to_id = ANY (r.principals)
     OR NOT EXISTS (SELECT 1 FROM team_members m WHERE m.person_id = NEW.to_id AND m.team_id = ANY (r.approver_teams)) THEN
    RAISE EXCEPTION 'countersign: a hand-over makes nobody eligible' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER handover_law BEFORE INSERT ON "request_handovers" FOR EACH ROW EXECUTE FUNCTION countersign_handover_law();

-- A law of its own beside `decision_law`, which runs first (by name) and holds the request's lock.
CREATE FUNCTION countersign_decision_not_handed_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM request_handovers h WHERE h.request_id = NEW.request_id AND h.from_id = NEW.person_id) THEN
    RAISE EXCEPTION 'countersign: who handed it over does not decide' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_not_handed_over BEFORE INSERT ON "decisions" FOR EACH ROW EXECUTE FUNCTION countersign_decision_not_handed_over();

-- ---------------------------------------------------------------- questions: answered at most once, while it is pending

CREATE TABLE "request_questions" (
  "id" TEXT NOT NULL,
  "request_id" TEXT NOT NULL,
  "asked_by" TEXT NOT NULL,
  "asked_of" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "answer" TEXT,
  "answered_by" TEXT,
  "answered_at" TIMESTAMPTZ(3),
  CONSTRAINT "request_questions_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "request_questions_id" CHECK (id ~ '^qst_[0-9a-z]{26}$'),
  CONSTRAINT "question_asked_of" CHECK (asked_of IN ('agent', 'sponsor')),
  CONSTRAINT "question_length" CHECK (length(text) BETWEEN 1 AND 1000 AND (answer IS NULL OR length(answer) BETWEEN 1 AND 4000)),
  CONSTRAINT "answer_is_whole" CHECK (num_nonnulls(answer, answered_by, answered_at) IN (0, 3)),
  -- The agent answers what the agent was asked, a person what the sponsor was.
  CONSTRAINT "answer_by_whom_was_asked" CHECK (answered_by IS NULL OR (asked_of = 'agent' AND answered_by ~ '^agt_') OR (asked_of = 'sponsor' AND answered_by ~ '^usr_'))
);
CREATE INDEX "request_questions_request_id_idx" ON "request_questions"("request_id");
ALTER TABLE "request_questions" ADD CONSTRAINT "request_questions_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "request_questions_asked_by_fkey" FOREIGN KEY ("asked_by") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION countersign_question_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r requests%ROWTYPE;
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'countersign: a question is never deleted' USING ERRCODE = 'check_violation'; END IF;
  SELECT * INTO r FROM requests WHERE id = NEW.request_id FOR NO KEY UPDATE;
  IF NOT FOUND OR r.status <> 'pending' OR clock_timestamp() >= r.expires_at THEN
    RAISE EXCEPTION 'countersign: request is not pending' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.answer IS NOT NULL THEN RAISE EXCEPTION 'countersign: a question begins without an answer' USING ERRCODE = 'check_violation'; END IF;
    IF (SELECT count(*) FROM request_questions q WHERE q.request_id = NEW.request_id) >= 10 THEN
      RAISE EXCEPTION 'countersign: a request has at most 10 questions' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.answer IS NOT NULL OR (to_jsonb(NEW) - ARRAY['answer', 'answered_by', 'answered_at']) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['answer', 'answered_by', 'answered_at']) THEN
    RAISE EXCEPTION 'countersign: a question is answered once and never changed' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.asked_of = 'agent' AND NEW.answered_by <> r.agent_id THEN
    RAISE EXCEPTION 'countersign: only the agent that asks answers' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER question_law BEFORE INSERT OR UPDATE OR DELETE ON "request_questions" FOR EACH ROW EXECUTE FUNCTION countersign_question_law();

-- ---------------------------------------------------------------- splits: filters that a person keeps as tabs, twelve at most

CREATE TABLE "inbox_splits" (
  "id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "position" INTEGER NOT NULL,
  "title" TEXT NOT NULL,
  "query" TEXT NOT NULL,
  "grouping" TEXT NOT NULL DEFAULT 'risk',
  "sorting" TEXT NOT NULL DEFAULT 'time',
  "team_id" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "inbox_splits_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "inbox_splits_id" CHECK (id ~ '^spl_[0-9a-z]{26}$'),
  CONSTRAINT "split_position" CHECK (position BETWEEN 0 AND 11),
  CONSTRAINT "split_length" CHECK (length(title) BETWEEN 1 AND 40 AND length(query) <= 500),
  CONSTRAINT "split_grouping" CHECK ("grouping" IN ('risk', 'workflow', 'agent', 'sponsor', 'similar', 'none')),
  CONSTRAINT "split_sorting" CHECK (sorting IN ('time', 'newest', 'oldest', 'level'))
);
ALTER TABLE "inbox_splits" ADD CONSTRAINT "inbox_splits_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "inbox_splits_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  -- Twelve places, each taken once: nobody keeps a thirteenth. Checked when a statement ends, so that places can be swapped.
  ADD CONSTRAINT "inbox_splits_person_id_position_key" UNIQUE ("person_id", "position") DEFERRABLE INITIALLY IMMEDIATE;
CREATE INDEX "inbox_splits_team_id_idx" ON "inbox_splits"("team_id");
