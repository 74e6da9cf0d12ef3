-- AlterTable
ALTER TABLE "takes" ADD COLUMN     "downloaded_at" TIMESTAMPTZ(3);

-- Downloads have an ending in their kind. When they were made nobody noted: they count from now.
UPDATE "takes" SET "downloaded_at" = now()
WHERE EXISTS (SELECT 1 FROM "take_files" WHERE "take_id" = "takes"."id" AND "kind" LIKE '%.%');
