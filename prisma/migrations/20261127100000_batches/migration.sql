-- Several requests decided at once (DESIGN 12): the ordered list of what one person decided, signed as a whole. Each request keeps
-- its own decision, which names its batch and its place in that list; what is not on the list, or was not shown, does not go in.

CREATE TABLE "decision_batches" (
  "id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "session_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "items" JSONB NOT NULL,
  "items_digest" TEXT NOT NULL,
  "statement" TEXT NOT NULL,
  "passkey_id" TEXT,
  "assertion" JSONB,
  "boundary_id" TEXT,
  "action" TEXT,
  "level" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "decision_batches_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "decision_batches_id" CHECK (id ~ '^bat_[0-9a-z]{26}$'),
  CONSTRAINT "batch_person_is_person" CHECK (person_id ~ '^usr_'),
  CONSTRAINT "batch_kind" CHECK (kind IN ('review', 'denials')),
  CONSTRAINT "batch_items" CHECK (jsonb_typeof(items) = 'array' AND jsonb_array_length(items) BETWEEN 1 AND 50),
  CONSTRAINT "batch_items_digest" CHECK (items_digest ~ '^[A-Za-z0-9_-]{43}$'),
  -- A review is of one boundary, action and level, at most T2, and signed. Denials need no signature and have nothing in common.
  CONSTRAINT "batch_review_is_signed" CHECK (kind <> 'review' OR
    (passkey_id IS NOT NULL AND assertion IS NOT NULL AND boundary_id IS NOT NULL AND action IS NOT NULL AND level IS NOT NULL AND level IN ('T1', 'T2'))),
  CONSTRAINT "batch_denials_are_plain" CHECK (kind <> 'denials' OR (statement = '' AND num_nonnulls(passkey_id, assertion, boundary_id, action, level) = 0))
);
CREATE INDEX "decision_batches_person_id_created_at_idx" ON "decision_batches"("person_id", "created_at" DESC);
ALTER TABLE "decision_batches" ADD CONSTRAINT "decision_batches_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "decision_batches" FOR EACH ROW EXECUTE FUNCTION countersign_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "decision_batches" FOR EACH STATEMENT EXECUTE FUNCTION countersign_append_only();

-- The list beside the signed text is the list in the signed text.
CREATE FUNCTION countersign_batch_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE said jsonb;
BEGIN
  IF NEW.kind = 'review' THEN
    said := NEW.statement::jsonb;
    IF said ->> 'person' IS DISTINCT FROM NEW.person_id OR said -> 'says' ->> 'session' IS DISTINCT FROM NEW.session_id
       OR said -> 'says' -> 'items' IS DISTINCT FROM NEW.items THEN
      RAISE EXCEPTION 'countersign: a batch is what was signed' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  IF (SELECT count(DISTINCT item ->> 'request_id') FROM jsonb_array_elements(NEW.items) item) <> jsonb_array_length(NEW.items) THEN
    RAISE EXCEPTION 'countersign: a request is in a batch once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER batch_law BEFORE INSERT ON "decision_batches" FOR EACH ROW EXECUTE FUNCTION countersign_batch_law();

ALTER TABLE "decisions" ADD COLUMN "batch_id" TEXT, ADD COLUMN "batch_position" INTEGER;
ALTER TABLE "decisions" ADD CONSTRAINT "decision_has_a_place_in_its_batch" CHECK ((batch_id IS NULL) = (batch_position IS NULL)),
  ADD CONSTRAINT "decisions_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "decision_batches"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE UNIQUE INDEX "decisions_batch_id_batch_position_key" ON "decisions"("batch_id", "batch_position");

CREATE FUNCTION countersign_decision_batched() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE b decision_batches%ROWTYPE; r requests%ROWTYPE; item jsonb;
BEGIN
  IF NEW.batch_id IS NULL THEN RETURN NEW; END IF;
  SELECT * INTO b FROM decision_batches WHERE id = NEW.batch_id;
  IF NOT FOUND OR b.person_id <> NEW.person_id OR b.session_id <> NEW.session_id OR clock_timestamp() > b.created_at + interval '3 minutes' THEN
    RAISE EXCEPTION 'countersign: a decision belongs to a batch of this person, session and moment' USING ERRCODE = 'check_violation';
  END IF;
  item := b.items -> NEW.batch_position;
  IF item IS NULL OR NEW.batch_position < 0 OR item ->> 'request_id' IS DISTINCT FROM NEW.request_id OR item ->> 'digest' IS DISTINCT FROM NEW.digest
     OR item ->> 'presentation_digest' IS DISTINCT FROM NEW.presentation_digest OR item ->> 'verb' IS DISTINCT FROM NEW.verb
     OR item ->> 'statement' IS DISTINCT FROM rtrim(translate(encode(sha256(convert_to(NEW.statement, 'UTF8')), 'base64'), '+/', '-_'), '=') THEN
    RAISE EXCEPTION 'countersign: this is not what the batch says in this place' USING ERRCODE = 'check_violation';
  END IF;
  IF b.kind = 'denials' THEN
    IF NEW.verb <> 'deny' THEN RAISE EXCEPTION 'countersign: denials only' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
  END IF;
  SELECT * INTO r FROM requests WHERE id = NEW.request_id;
  IF r.boundary_id IS DISTINCT FROM b.boundary_id OR r.action IS DISTINCT FROM b.action OR r.level IS DISTINCT FROM b.level
     OR r.consent ->> 'batch' = 'none' OR (r.level = 'T2' AND r.consent ->> 'batch' IS DISTINCT FROM 'T2') THEN
    RAISE EXCEPTION 'countersign: this is not decided in this batch' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM request_views v WHERE v.request_id = NEW.request_id AND v.person_id = NEW.person_id AND v.presentation_digest = NEW.presentation_digest) THEN
    RAISE EXCEPTION 'countersign: what was not shown is not decided in a batch' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.verb = 'approve' AND (NEW.passkey_id IS DISTINCT FROM b.passkey_id OR NEW.assertion IS DISTINCT FROM b.assertion) THEN
    RAISE EXCEPTION 'countersign: an approval of a batch rests on the signature of the batch' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_batched BEFORE INSERT ON "decisions" FOR EACH ROW EXECUTE FUNCTION countersign_decision_batched();
