-- CreateTable
CREATE TABLE "battles" (
    "id" TEXT NOT NULL,
    "server_id" TEXT NOT NULL,
    "host_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "phase" TEXT NOT NULL DEFAULT 'preparing',
    "round" INTEGER NOT NULL DEFAULT 0,
    "rules" JSONB NOT NULL,
    "deadline" TIMESTAMPTZ(3),
    "remind_at" TIMESTAMPTZ(3),
    "channel_id" TEXT,
    "message_id" TEXT,
    "thread_id" TEXT,
    "sample_take_id" TEXT,
    "sample_wording" TEXT,
    "sample_sha256" TEXT,
    "job_id" TEXT,
    "reason" TEXT,
    "season" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 1,
    "shown_revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "battles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "battle_entries" (
    "id" TEXT NOT NULL,
    "battle_id" TEXT NOT NULL,
    "member_id" TEXT,
    "name" TEXT,
    "wording" TEXT,
    "artist_id" TEXT,
    "take_id" TEXT,
    "job_id" TEXT,
    "sha256" TEXT,
    "size" INTEGER,
    "seconds" DOUBLE PRECISION,
    "loudness" DOUBLE PRECISION,
    "handed_in_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "number" INTEGER,
    "votes" INTEGER,
    "place" INTEGER,
    "points" INTEGER,

    CONSTRAINT "battle_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "battle_matches" (
    "battle_id" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "a" TEXT,
    "b" TEXT,
    "winner" TEXT,

    CONSTRAINT "battle_matches_pkey" PRIMARY KEY ("battle_id","round","place")
);

-- CreateTable
CREATE TABLE "battle_votes" (
    "battle_id" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "member_id" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "cast_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "battle_votes_pkey" PRIMARY KEY ("battle_id","round","member_id","entry_id")
);

-- CreateIndex
CREATE INDEX "battles_server_id_created_at_idx" ON "battles"("server_id", "created_at");

-- CreateIndex
CREATE INDEX "battles_phase_deadline_idx" ON "battles"("phase", "deadline");

-- CreateIndex
CREATE INDEX "battles_sample_sha256_idx" ON "battles"("sample_sha256");

-- CreateIndex
CREATE UNIQUE INDEX "battles_message_id_key" ON "battles"("message_id");

-- CreateIndex
CREATE INDEX "battle_entries_member_id_idx" ON "battle_entries"("member_id");

-- CreateIndex
CREATE INDEX "battle_entries_take_id_idx" ON "battle_entries"("take_id");

-- CreateIndex
CREATE INDEX "battle_entries_sha256_idx" ON "battle_entries"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "battle_entries_battle_id_member_id_key" ON "battle_entries"("battle_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "battle_entries_battle_id_artist_id_key" ON "battle_entries"("battle_id", "artist_id");

-- CreateIndex
CREATE INDEX "battle_votes_entry_id_idx" ON "battle_votes"("entry_id");

-- CreateIndex
CREATE INDEX "battle_votes_member_id_idx" ON "battle_votes"("member_id");

-- AddForeignKey
ALTER TABLE "battles" ADD CONSTRAINT "battles_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "battle_entries" ADD CONSTRAINT "battle_entries_battle_id_fkey" FOREIGN KEY ("battle_id") REFERENCES "battles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "battle_entries" ADD CONSTRAINT "battle_entries_artist_id_fkey" FOREIGN KEY ("artist_id") REFERENCES "artists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "battle_entries" ADD CONSTRAINT "battle_entries_take_id_fkey" FOREIGN KEY ("take_id") REFERENCES "takes"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "battle_matches" ADD CONSTRAINT "battle_matches_battle_id_fkey" FOREIGN KEY ("battle_id") REFERENCES "battles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "battle_votes" ADD CONSTRAINT "battle_votes_battle_id_fkey" FOREIGN KEY ("battle_id") REFERENCES "battles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "battle_votes" ADD CONSTRAINT "battle_votes_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "battle_entries"("id") ON DELETE CASCADE ON UPDATE CASCADE;
