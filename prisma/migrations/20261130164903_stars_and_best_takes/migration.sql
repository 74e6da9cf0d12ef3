-- AlterTable
ALTER TABLE "servers" ADD COLUMN     "best_channel_id" TEXT,
ADD COLUMN     "best_since" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "monthly_bests" (
    "server_id" TEXT NOT NULL,
    "month" TEXT NOT NULL,

    CONSTRAINT "monthly_bests_pkey" PRIMARY KEY ("server_id","month")
);

-- CreateTable
CREATE TABLE "stars" (
    "take_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "starred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stars_pkey" PRIMARY KEY ("take_id","member_id")
);

-- CreateIndex
CREATE INDEX "stars_member_id_idx" ON "stars"("member_id");

-- CreateIndex
CREATE INDEX "beats_server_id_created_at_idx" ON "beats"("server_id", "created_at");

-- CreateIndex
CREATE INDEX "servers_best_since_idx" ON "servers"("best_since");

-- AddForeignKey
ALTER TABLE "monthly_bests" ADD CONSTRAINT "monthly_bests_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stars" ADD CONSTRAINT "stars_take_id_fkey" FOREIGN KEY ("take_id") REFERENCES "takes"("id") ON DELETE CASCADE ON UPDATE CASCADE;
