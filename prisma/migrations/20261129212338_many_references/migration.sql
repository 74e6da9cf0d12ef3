-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "parent_id" TEXT;

-- AlterTable
ALTER TABLE "references" ADD COLUMN     "stems" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "held_files" (
    "job_id" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "held_files_pkey" PRIMARY KEY ("job_id","sha256")
);

-- CreateIndex
CREATE INDEX "held_files_sha256_idx" ON "held_files"("sha256");

-- CreateIndex
CREATE INDEX "jobs_parent_id_idx" ON "jobs"("parent_id");

-- AddForeignKey
ALTER TABLE "held_files" ADD CONSTRAINT "held_files_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
