-- Messages that leave the console: how people want to be reached, by what, and what became of every message.

CREATE TABLE "channel_preferences" (
  "person_id" TEXT NOT NULL,
  "email" TEXT[],
  "push" TEXT[],
  "digest_minutes" INTEGER NOT NULL DEFAULT 60,
  "quiet_from" INTEGER,
  "quiet_to" INTEGER,
  "time_zone" TEXT NOT NULL DEFAULT 'UTC',
  "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "channel_preferences_pkey" PRIMARY KEY ("person_id"),
  -- T3 is none of them: what two people sign is never silent.
  CONSTRAINT "channel_preferences_topics" CHECK (email <@ ARRAY['T1', 'T2', 'notice', 'outcome'] AND push <@ ARRAY['T1', 'T2', 'notice', 'outcome']),
  CONSTRAINT "channel_preferences_digest" CHECK (digest_minutes BETWEEN 0 AND 1440),
  CONSTRAINT "channel_preferences_quiet" CHECK ((quiet_from IS NULL) = (quiet_to IS NULL)
    AND (quiet_from IS NULL OR (quiet_from BETWEEN 0 AND 1439 AND quiet_to BETWEEN 0 AND 1439 AND quiet_from <> quiet_to)))
);

CREATE TABLE "push_devices" (
  "id" TEXT NOT NULL,
  "person_id" TEXT NOT NULL,
  "endpoint" TEXT NOT NULL,
  "p256dh" TEXT NOT NULL,
  "auth" TEXT NOT NULL,
  "user_agent" TEXT NOT NULL DEFAULT '',
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "reached_at" TIMESTAMPTZ(3),
  "ended_at" TIMESTAMPTZ(3),
  "ended_why" TEXT,
  CONSTRAINT "push_devices_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "push_devices_id" CHECK (id ~ '^dev_[0-9a-z]{26}$'),
  CONSTRAINT "push_devices_endpoint" CHECK (endpoint ~ '^https?://' AND length(endpoint) <= 2048),
  CONSTRAINT "push_devices_ended" CHECK (ended_why IS NULL OR ended_why IN ('removed', 'gone', 'moved', 'left'))
);
CREATE INDEX "push_devices_person_id_idx" ON "push_devices"("person_id");
-- A browser's subscription belongs to whoever subscribed last.
CREATE UNIQUE INDEX "one_live_device_per_endpoint" ON "push_devices" (endpoint) WHERE ended_at IS NULL;

CREATE TABLE "chat_hooks" (
  "id" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  -- The address holds a token: sealed with a key that is not in the database. `host` is what screens show.
  "sealed_url" TEXT NOT NULL,
  "host" TEXT NOT NULL,
  "topics" TEXT[],
  "team_id" TEXT,
  "person_id" TEXT,
  -- The signing secret is derived from this number and a key that is not in the database.
  "generation" INTEGER NOT NULL DEFAULT 1,
  "rotated_at" TIMESTAMPTZ(3),
  "created_by" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "chat_hooks_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "chat_hooks_id" CHECK (id ~ '^hok_[0-9a-z]{26}$'),
  CONSTRAINT "chat_hooks_kind" CHECK (kind IN ('slack', 'generic')),
  CONSTRAINT "chat_hooks_topics" CHECK (topics <@ ARRAY['T1', 'T2', 'T3'] AND cardinality(topics) > 0),
  CONSTRAINT "chat_hooks_for" CHECK (num_nonnulls(team_id, person_id) <= 1)
);

CREATE TABLE "deliveries" (
  "id" TEXT NOT NULL,
  "channel" TEXT NOT NULL,
  -- A person (e-mail), a device (push) or a hook (chat).
  "recipient" TEXT NOT NULL,
  "person_id" TEXT,
  "event" TEXT NOT NULL,
  "topic" TEXT NOT NULL,
  -- A request, a notice, or the delivery itself (test).
  "subject_id" TEXT NOT NULL,
  "status" TEXT NOT NULL DEFAULT 'due',
  "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "tries" INTEGER NOT NULL DEFAULT 0,
  -- Of them, those before somebody sent it again.
  "tries_before" INTEGER NOT NULL DEFAULT 0,
  "claimed_until" TIMESTAMPTZ(3),
  "content" JSONB,
  "carrier_id" TEXT,
  "last_outcome" TEXT NOT NULL DEFAULT '',
  "resent_by" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "deliveries_id" CHECK (id ~ '^dlv_[0-9a-z]{26}$'),
  CONSTRAINT "deliveries_channel" CHECK ((channel = 'email' AND recipient ~ '^usr_') OR (channel = 'push' AND recipient ~ '^dev_') OR (channel = 'chat' AND recipient ~ '^hok_')),
  CONSTRAINT "deliveries_event" CHECK (event ~ '^(asked|ended|outcome|notice|test|reminded(:[a-z0-9-]{1,40})?)$'),
  CONSTRAINT "deliveries_topic" CHECK (topic IN ('T1', 'T2', 'T3', 'notice', 'outcome', 'test')),
  CONSTRAINT "deliveries_status" CHECK (status IN ('due', 'sent', 'failed', 'not_configured', 'superseded')),
  CONSTRAINT "deliveries_ended" CHECK ((status = 'due') = (ended_at IS NULL)),
  CONSTRAINT "deliveries_claim" CHECK (claimed_until IS NULL OR status = 'due')
);
-- The same is told once: by each channel, to each recipient, for each thing and state.
CREATE UNIQUE INDEX "deliveries_recipient_event_subject_id_key" ON "deliveries"("recipient", "event", "subject_id");
CREATE INDEX "deliveries_subject_id_idx" ON "deliveries"("subject_id");
CREATE INDEX "deliveries_person_id_id_idx" ON "deliveries"("person_id", "id" DESC);
CREATE INDEX "deliveries_due" ON "deliveries" (due_at, id) WHERE status = 'due';
CREATE INDEX "deliveries_failed" ON "deliveries" (id DESC) WHERE status IN ('failed', 'not_configured');

CREATE TABLE "delivery_attempts" (
  "delivery_id" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "took_ms" INTEGER NOT NULL,
  "outcome" TEXT NOT NULL,
  "code" TEXT NOT NULL DEFAULT '',
  "detail" TEXT NOT NULL DEFAULT '',
  CONSTRAINT "delivery_attempts_pkey" PRIMARY KEY ("delivery_id", "number"),
  CONSTRAINT "delivery_attempts_outcome" CHECK (outcome IN ('accepted', 'later', 'never', 'gone', 'not_configured')),
  CONSTRAINT "delivery_attempts_detail" CHECK (length(detail) <= 500)
);
ALTER TABLE "delivery_attempts" ADD CONSTRAINT "delivery_attempts_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was tried is kept as it was.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "delivery_attempts" FOR EACH ROW EXECUTE FUNCTION countersign_append_only();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON "delivery_attempts" FOR EACH STATEMENT EXECUTE FUNCTION countersign_append_only();

-- A delivery keeps to whom and about what it is, and is never deleted: what was sent was sent.
CREATE FUNCTION countersign_delivery_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'countersign: deliveries are never deleted' USING ERRCODE = 'check_violation'; END IF;
  IF (NEW.id, NEW.channel, NEW.recipient, NEW.event, NEW.topic, NEW.subject_id, NEW.created_at) IS DISTINCT FROM
     (OLD.id, OLD.channel, OLD.recipient, OLD.event, OLD.topic, OLD.subject_id, OLD.created_at) THEN
    RAISE EXCEPTION 'countersign: to whom and about what a delivery is never changes' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status <> 'due' AND NEW.status = 'due' AND NEW.resent_by IS NULL THEN
    RAISE EXCEPTION 'countersign: only a person sends again what has ended' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER delivery_law BEFORE UPDATE OR DELETE ON "deliveries" FOR EACH ROW EXECUTE FUNCTION countersign_delivery_law();

-- An identifier as the application makes them: 48 bits of milliseconds, 80 random bits, Crockford's base 32.
CREATE FUNCTION countersign_new_id(prefix text) RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT prefix || '_' || string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + v, 1), '' ORDER BY i) FROM (
    SELECT i, ((t.ms >> (5 * (9 - i))) & 31)::int AS v
      FROM generate_series(0, 9) AS i, (SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms) AS t
    UNION ALL SELECT 10 + i, get_byte(uuid_send(gen_random_uuid()), 0) & 31 FROM generate_series(0, 15) AS i) AS digits
$$;

-- Tells people of one thing by each channel that they want for it, once; gives how many messages that makes. `teams` are those
-- that a request asks: chats of theirs, and chats of everybody, are told too.
CREATE FUNCTION countersign_tell(people text[], what text, about text, subject text, teams text[] DEFAULT NULL) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE written integer;
BEGIN
  WITH told AS (
    SELECT p.id, coalesce(c.email, ARRAY['T1', 'T2', 'notice', 'outcome']) AS email, coalesce(c.push, ARRAY['T2']) AS push
    FROM public.people p LEFT JOIN public.channel_preferences c ON c.person_id = p.id WHERE p.id = ANY (people) AND p.status = 'active'
  ), wanted AS (
    SELECT 'email' AS channel, t.id AS recipient, t.id AS person_id FROM told t WHERE about = 'T3' OR about = ANY (t.email)
    UNION ALL
    SELECT 'push', d.id, t.id FROM told t JOIN public.push_devices d ON d.person_id = t.id AND d.ended_at IS NULL WHERE about = 'T3' OR about = ANY (t.push)
    UNION ALL
    SELECT 'chat', h.id, h.person_id FROM public.chat_hooks h WHERE h.ended_at IS NULL AND teams IS NOT NULL AND about = ANY (h.topics)
      AND (h.team_id IS NULL OR h.team_id = ANY (teams)) AND (h.person_id IS NULL OR h.person_id = ANY (people))
  )
  INSERT INTO public.deliveries (id, channel, recipient, person_id, event, topic, subject_id)
  SELECT public.countersign_new_id('dlv'), w.channel, w.recipient, w.person_id, what, about, subject FROM wanted w
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written > 0 THEN PERFORM public.countersign_enqueue('send-messages', '{}'); END IF;
  RETURN written;
END $$;

-- However a request ends, in the transaction that ends it: what was not sent yet need not be, whoever was told is told the end,
-- and the sponsor learns the outcome. Requests that policy alone decides never come here: they are not pending first.
CREATE FUNCTION countersign_request_ended() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE written integer;
BEGIN
  UPDATE public.deliveries SET status = 'superseded', ended_at = clock_timestamp()
    WHERE subject_id = NEW.id AND status = 'due' AND tries = 0 AND claimed_until IS NULL AND event <> 'ended';
  -- Who decided knows; on a device and in a chat the message that is shown is still to be replaced.
  INSERT INTO public.deliveries (id, channel, recipient, person_id, event, topic, subject_id)
  SELECT public.countersign_new_id('dlv'), d.channel, d.recipient, d.person_id, 'ended', d.topic, NEW.id
    FROM (SELECT DISTINCT ON (recipient) channel, recipient, person_id, topic FROM public.deliveries
      WHERE subject_id = NEW.id AND (event = 'asked' OR event LIKE 'reminded%') AND status <> 'superseded' ORDER BY recipient) AS d
    WHERE NOT (d.channel = 'email' AND EXISTS (SELECT 1 FROM public.decisions e WHERE e.request_id = NEW.id AND e.person_id = d.person_id))
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF NEW.status <> 'cancelled' THEN
    written := written + public.countersign_tell(ARRAY[NEW.sponsor_id], 'outcome', 'outcome', NEW.id);
  END IF;
  IF written > 0 THEN PERFORM public.countersign_enqueue('send-messages', '{}'); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER request_ended AFTER UPDATE OF status ON "requests" FOR EACH ROW
  WHEN (OLD.status = 'pending' AND NEW.status <> 'pending') EXECUTE FUNCTION countersign_request_ended();

-- Nobody's devices are told anything after their account has ended.
CREATE FUNCTION countersign_person_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.push_devices SET ended_at = clock_timestamp(), ended_why = 'left' WHERE person_id = NEW.id AND ended_at IS NULL;
  UPDATE public.deliveries SET status = 'superseded', ended_at = clock_timestamp(), claimed_until = NULL WHERE person_id = NEW.id AND status = 'due';
  RETURN NULL;
END $$;
CREATE TRIGGER person_left AFTER UPDATE OF status ON "people" FOR EACH ROW
  WHEN (OLD.status = 'active' AND NEW.status <> 'active') EXECUTE FUNCTION countersign_person_left();
