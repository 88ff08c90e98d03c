-- While the grant is held back (grace), an approver can take the approval back: the only way from approved to denied.

CREATE OR REPLACE FUNCTION countersign_request_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE given integer; denied integer;
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'countersign: a request is never deleted' USING ERRCODE = 'check_violation'; END IF;
  -- Only the resolution of a request changes; everything that was asked, judged and shown stays.
  IF (to_jsonb(NEW) - ARRAY['status', 'next_action', 'retry_after_s', 'resolution', 'resolved_at'])
     IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['status', 'next_action', 'retry_after_s', 'resolution', 'resolved_at']) THEN
    RAISE EXCEPTION 'countersign: a request is immutable' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status = 'approved' AND NEW.status = 'denied' THEN
    -- By somebody who approved it, of a grant that was never released. Times are kept to the millisecond, hence "at".
    IF NOT EXISTS (SELECT 1 FROM grants g JOIN decisions d ON d.request_id = g.request_id AND d.person_id = g.ended_by AND d.verb = 'approve'
       WHERE g.request_id = OLD.id AND g.status = 'revoked' AND g.redeemed_at IS NULL AND g.ended_at <= g.not_before AND g.not_before > g.issued_at) THEN
      RAISE EXCEPTION 'countersign: an approval is taken back by an approver and before its grant is released' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
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
