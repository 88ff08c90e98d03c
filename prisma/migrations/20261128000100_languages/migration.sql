-- What messages to a person are written in. A worker sees no cookie, so it is kept; no row is English. A table of its own: a person's
-- row is configuration, and what somebody reads decides nothing.

CREATE TABLE "person_languages" (
  "person_id" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  -- Null: nobody chose it; it is what the browser asked for when they signed in last.
  "chosen_at" TIMESTAMPTZ(3),
  CONSTRAINT "person_languages_pkey" PRIMARY KEY ("person_id"),
  CONSTRAINT "person_languages_language" CHECK (language IN ('en', 'de'))
);
