-- AlterTable
ALTER TABLE "artists" ADD COLUMN     "allows_blends" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "follows_taste" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "taste_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "beats" ADD COLUMN     "parent_id" TEXT,
ADD COLUMN     "shown" JSONB;

-- AlterTable
ALTER TABLE "references" ADD COLUMN     "kept_from" TEXT;

-- CreateIndex
CREATE INDEX "beats_parent_id_idx" ON "beats"("parent_id");

-- CreateIndex
CREATE INDEX "votes_cast_at_idx" ON "votes"("cast_at");

-- AddForeignKey
ALTER TABLE "beats" ADD CONSTRAINT "beats_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "beats"("id") ON DELETE SET NULL ON UPDATE CASCADE;
