-- Messages that ended long ago may go, with their tries: what happened stands in the log. Never one that is younger than thirty
-- days, or about a request that still waits: that the same is told once rests on its row.

CREATE FUNCTION countersign_delivery_is_old(d deliveries) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT d.ended_at IS NOT NULL AND d.ended_at < clock_timestamp() - interval '30 days'
    AND NOT EXISTS (SELECT 1 FROM requests r WHERE r.id = d.subject_id AND r.status = 'pending')
$$;

CREATE OR REPLACE FUNCTION countersign_delivery_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF countersign_delivery_is_old(OLD) THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'countersign: deliveries are never deleted before they are old' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.id, NEW.channel, NEW.recipient, NEW.event, NEW.topic, NEW.subject_id, NEW.created_at) IS DISTINCT FROM
     (OLD.id, OLD.channel, OLD.recipient, OLD.event, OLD.topic, OLD.subject_id, OLD.created_at) THEN
    RAISE EXCEPTION 'countersign: to whom and about what a delivery is never changes' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status <> 'due' AND NEW.status = 'due' AND NEW.resent_by IS NULL THEN
    RAISE EXCEPTION 'countersign: only a person sends again what has ended' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- A try goes with its delivery and never before. The trigger keeps its name: privileges are derived from it.
CREATE FUNCTION countersign_attempt_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM deliveries d WHERE d.id = OLD.delivery_id AND countersign_delivery_is_old(d)) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'countersign: % is append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
DROP TRIGGER append_only ON "delivery_attempts";
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "delivery_attempts" FOR EACH ROW EXECUTE FUNCTION countersign_attempt_law();

-- The application may delete neither by itself: this is the one way, as the owner of the tables, and it keeps to the law above.
CREATE FUNCTION countersign_purge_deliveries(days integer, most integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE ids text[];
BEGIN
  IF days < 30 OR most < 1 THEN RETURN 0; END IF;
  SELECT array_agg(o.id) INTO ids FROM (
    SELECT d.id FROM public.deliveries d
    WHERE d.ended_at < clock_timestamp() - make_interval(days => days) AND public.countersign_delivery_is_old(d)
    ORDER BY d.ended_at LIMIT most FOR UPDATE SKIP LOCKED) AS o;
  DELETE FROM public.delivery_attempts WHERE delivery_id = ANY (ids);
  DELETE FROM public.deliveries WHERE id = ANY (ids);
  RETURN coalesce(cardinality(ids), 0);
END $$;
REVOKE ALL ON FUNCTION countersign_purge_deliveries(integer, integer) FROM PUBLIC;
CREATE INDEX "deliveries_ended" ON "deliveries" ("ended_at") WHERE ended_at IS NOT NULL;
