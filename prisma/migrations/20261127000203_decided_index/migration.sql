-- What people decided before on the same action, newest first: the request page compares with it (lib/inbox/request/store-like).
-- Only what people decided is in it, so requests that policy alone answers cost nothing more.
CREATE INDEX "requests_decided" ON "requests" (workflow_id, action, status, created_at DESC) WHERE tier = 'approve' AND status IN ('approved', 'denied');
