-- AlterTable
ALTER TABLE "beats" ADD COLUMN     "kept_until" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "beats_kept_until_idx" ON "beats"("kept_until");

-- Where a beat's message named the days, they hold. Of the others nobody was told anything yet.
UPDATE "beats" SET "kept_until" = "created_at" + make_interval(days =>
  replace(substring(array_to_string("notes", ' ') FROM 'are deleted after ([0-9,]{1,6}) days?\.'), ',', '')::int)
WHERE array_to_string("notes", ' ') ~ 'are deleted after [0-9,]{1,6} days?\.';
