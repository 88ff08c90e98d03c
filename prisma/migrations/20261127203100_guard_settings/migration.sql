-- The two numbers of the fatigue guard, as the organisation chose them: both, or neither yet. Only where neither was chosen does
-- the environment of a process say what they are. The columns are of a table that the application may write already.

ALTER TABLE "organisations" ADD COLUMN "guard_approvals" INTEGER, ADD COLUMN "guard_rest_minutes" INTEGER,
  ADD CONSTRAINT "guard_settings_whole" CHECK ((guard_approvals IS NULL) = (guard_rest_minutes IS NULL)),
  ADD CONSTRAINT "guard_settings_range" CHECK (guard_approvals BETWEEN 0 AND 1000 AND guard_rest_minutes BETWEEN 1 AND 240);

-- An approval goes by them from the next one on, and the name by which the organisation is called is read with them.
CREATE TRIGGER config_changed AFTER INSERT OR UPDATE OR DELETE ON "organisations" FOR EACH STATEMENT EXECUTE FUNCTION countersign_config_changed();
