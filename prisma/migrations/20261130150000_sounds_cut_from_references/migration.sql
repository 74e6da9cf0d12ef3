-- AlterTable
ALTER TABLE "kit_sounds" ADD COLUMN "reference_id" TEXT;

-- CreateIndex
CREATE INDEX "kit_sounds_reference_id_idx" ON "kit_sounds"("reference_id");

-- AddForeignKey
ALTER TABLE "kit_sounds" ADD CONSTRAINT "kit_sounds_reference_id_fkey" FOREIGN KEY ("reference_id") REFERENCES "references"("id") ON DELETE CASCADE ON UPDATE CASCADE;
