-- AlterTable
ALTER TABLE "generators" ADD COLUMN     "habits_picture" TEXT;

-- CreateIndex
CREATE INDEX "generators_habits_picture_idx" ON "generators"("habits_picture");
