-- An approval that is taken back: whoever was told that it was given is told so, once more.
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_event",
  ADD CONSTRAINT "deliveries_event" CHECK (event ~ '^(asked|(ended|outcome)(:again)?|notice|test|reminded(:[a-z0-9-]{1,40})?)$');

CREATE FUNCTION countersign_request_taken_back() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE written integer;
BEGIN
  -- What still waits is said by how things stand when it goes; only what went out is to be put right.
  INSERT INTO public.deliveries (id, channel, recipient, person_id, event, topic, subject_id)
  SELECT public.countersign_new_id('dlv'), d.channel, d.recipient, d.person_id, d.event || ':again', d.topic, NEW.id FROM public.deliveries d
    WHERE d.subject_id = NEW.id AND d.event IN ('ended', 'outcome') AND (d.status IN ('sent', 'not_configured') OR d.claimed_until IS NOT NULL)
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written > 0 THEN PERFORM public.countersign_enqueue('send-messages', '{}'); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER request_taken_back AFTER UPDATE OF status ON "requests" FOR EACH ROW
  WHEN (OLD.status = 'approved' AND NEW.status <> 'approved') EXECUTE FUNCTION countersign_request_taken_back();
