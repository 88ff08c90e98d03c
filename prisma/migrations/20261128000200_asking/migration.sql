-- What a wish that asks people is counted by, found without a look at what does not count.
-- Nothing of this version calls countersign_config_guard any more (countersign_config_hold serves all); processes of the version before it do.

-- Sums and counts are of one action of one workflow; by agent, sponsor or resource, of whichever there is less.
DROP INDEX "requests_velocity_sponsor";
DROP INDEX "requests_velocity_resource";
CREATE INDEX "requests_velocity" ON "requests" ("workflow_id", "action", "created_at" DESC);

-- Only what people were asked for is the same wish as another, or was denied by people.
DROP INDEX "requests_intent";
CREATE INDEX "requests_intent" ON "requests" ("intent_key", "created_at" DESC) WHERE tier = 'approve';
CREATE INDEX "requests_denied" ON "requests" ("agent_id", "resolved_at" DESC) WHERE tier = 'approve' AND status = 'denied';
