-- AlterTable
ALTER TABLE "artists" ADD COLUMN     "auto_train" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "train_after" TIMESTAMPTZ(3),
ADD COLUMN     "train_for" JSONB;

-- AlterTable
ALTER TABLE "generators" ADD COLUMN     "picture" TEXT;

-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "reply_to_id" TEXT;

-- CreateIndex
CREATE INDEX "artists_train_after_idx" ON "artists"("train_after");

-- CreateIndex
CREATE INDEX "generators_picture_idx" ON "generators"("picture");
