-- How a decision was read, as the browser says: kept with it, never a reason to refuse it.
ALTER TABLE "decisions" ADD COLUMN "reading_seconds" INTEGER, ADD COLUMN "sections_seen" TEXT[] DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "decisions" ADD CONSTRAINT "decision_reading" CHECK (reading_seconds IS NULL OR reading_seconds BETWEEN 0 AND 604800);
