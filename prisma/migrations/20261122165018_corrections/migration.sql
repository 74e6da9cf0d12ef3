-- AlterEnum
ALTER TYPE "job_kind" ADD VALUE 'correct';
ALTER TYPE "job_kind" ADD VALUE 'hear';

-- AlterTable
ALTER TABLE "generator_references" ADD COLUMN     "is_outdated" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "references" ADD COLUMN     "corrections" JSONB,
ADD COLUMN     "heard_by" TEXT,
ADD COLUMN     "picture" TEXT,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "references_picture_idx" ON "references"("picture");

-- CreateIndex
CREATE INDEX "references_state_idx" ON "references"("state");
