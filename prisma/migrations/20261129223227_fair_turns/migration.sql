-- DropIndex
DROP INDEX "jobs_state_idx";

-- AlterTable
ALTER TABLE "jobs" ADD COLUMN     "ended_at" TIMESTAMPTZ(3),
ADD COLUMN     "started_at" TIMESTAMPTZ(3),
ADD COLUMN     "turn" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "jobs_state_kind_ended_at_idx" ON "jobs"("state", "kind", "ended_at");

-- CreateIndex
CREATE INDEX "jobs_server_id_member_id_kind_created_at_idx" ON "jobs"("server_id", "member_id", "kind", "created_at");
