-- What a boundary asks each approver to confirm and to answer (@attest, @prompt) is kept with their decision.

ALTER TABLE "decisions" ADD COLUMN "attested" TEXT[] DEFAULT ARRAY[]::TEXT[], ADD COLUMN "answers" JSONB;
ALTER TABLE "decisions" ADD CONSTRAINT "decision_only_approvals_attest" CHECK (verb = 'approve' OR (coalesce(attested, '{}') = '{}' AND answers IS NULL));

CREATE OR REPLACE FUNCTION countersign_decision_law() RETURNS trigger LANGUAGE plpgsql AS $$
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
    -- All that every matching rule asks to confirm, word for word, and an answer to each of its questions.
    IF EXISTS (SELECT 1 FROM jsonb_array_elements(coalesce(r.consent -> 'attestations', '[]')) a WHERE NOT (a ->> 'text' = ANY (coalesce(NEW.attested, '{}')))) THEN
      RAISE EXCEPTION 'countersign: something that this consent asks for was not confirmed' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM jsonb_array_elements(coalesce(r.consent -> 'prompts', '[]')) p
       WHERE NOT EXISTS (SELECT 1 FROM jsonb_array_elements(coalesce(NEW.answers, '[]')) a WHERE a ->> 'prompt' = p ->> 'text' AND btrim(a ->> 'answer') <> '')) THEN
      RAISE EXCEPTION 'countersign: a question of this consent was not answered' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
