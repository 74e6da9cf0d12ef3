-- AlterTable
ALTER TABLE "artists" ADD COLUMN     "hides_references" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "offered_to" TEXT;

-- AlterTable
ALTER TABLE "generators" ALTER COLUMN "sha256" DROP NOT NULL;

-- AlterTable
ALTER TABLE "held_files" ADD COLUMN     "is_result" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "members" DROP COLUMN "name";

-- AlterTable
ALTER TABLE "servers" DROP COLUMN "name",
ADD COLUMN     "left_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "spent_blobs" (
    "sha256" TEXT NOT NULL,

    CONSTRAINT "spent_blobs_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "receipts" (
    "id" TEXT NOT NULL,
    "of" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "receipts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "servers_left_at_idx" ON "servers"("left_at");

-- What retired generators have learned is erased at once from now on, and now for those that were retired before.
INSERT INTO "spent_blobs" ("sha256")
SELECT "sha256" FROM "generators" WHERE "retired_at" IS NOT NULL
UNION
SELECT "picture" FROM "generators" WHERE "retired_at" IS NOT NULL AND "picture" IS NOT NULL;

UPDATE "generators"
SET "sha256" = NULL,
    "picture" = NULL,
    "figures" = "figures" - 'pictureAlt',
    "lineage" = CASE
        WHEN "lineage" ? 'habits'
        THEN jsonb_set(jsonb_set("lineage" - 'consents', '{habits,bpms}', '[]'), '{habits,keys}', '[]')
        ELSE "lineage" - 'consents'
    END
WHERE "retired_at" IS NOT NULL;
