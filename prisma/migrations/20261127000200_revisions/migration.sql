-- A denial may say what would be right instead; the agent's answer is a new request that takes the place of the old one.

ALTER TABLE "decisions" ADD COLUMN "counter_proposal" JSONB;
ALTER TABLE "decisions" ADD CONSTRAINT "decision_proposal_asks_to_revise" CHECK (counter_proposal IS NULL OR (verb = 'deny' AND next_action = 'revise'));

CREATE INDEX "requests_supersedes" ON "requests" (supersedes_id) WHERE supersedes_id IS NOT NULL;

-- Only an agent's own request is replaced, once, and never while people can still decide on it: two revisions of one wish
-- that could both be approved would be two consents.
CREATE FUNCTION countersign_request_supersedes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r requests%ROWTYPE;
BEGIN
  SELECT * INTO r FROM requests WHERE id = NEW.supersedes_id FOR NO KEY UPDATE;
  IF NOT FOUND OR r.agent_id <> NEW.agent_id THEN
    RAISE EXCEPTION 'countersign: an agent replaces its own requests only' USING ERRCODE = 'check_violation';
  END IF;
  IF r.status = 'pending' AND clock_timestamp() < r.expires_at THEN
    RAISE EXCEPTION 'countersign: request % is still pending', r.id USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM requests n WHERE n.supersedes_id = NEW.supersedes_id) THEN
    RAISE EXCEPTION 'countersign: request % was replaced before', r.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_supersedes BEFORE INSERT ON "requests" FOR EACH ROW WHEN (NEW.supersedes_id IS NOT NULL) EXECUTE FUNCTION countersign_request_supersedes();
