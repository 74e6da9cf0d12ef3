-- CreateEnum
CREATE TYPE "reference_kind" AS ENUM ('midi', 'audio');

-- CreateEnum
CREATE TYPE "reference_state" AS ENUM ('checking', 'waiting', 'ready');

-- CreateEnum
CREATE TYPE "take_name" AS ENUM ('A', 'B', 'C', 'D');

-- CreateEnum
CREATE TYPE "job_kind" AS ENUM ('ingest', 'train', 'beat');

-- CreateEnum
CREATE TYPE "job_state" AS ENUM ('queued', 'running', 'done', 'failed');

-- CreateTable
CREATE TABLE "servers" (
    "id" TEXT NOT NULL,
    "name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "servers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "members" (
    "server_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "members_pkey" PRIMARY KEY ("server_id","id")
);

-- CreateTable
CREATE TABLE "artists" (
    "id" TEXT NOT NULL,
    "server_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "style" TEXT,
    "generator_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "artists_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collaborators" (
    "artist_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "collaborators_pkey" PRIMARY KEY ("artist_id","member_id")
);

-- CreateTable
CREATE TABLE "references" (
    "id" TEXT NOT NULL,
    "artist_id" TEXT NOT NULL,
    "kind" "reference_kind" NOT NULL,
    "state" "reference_state" NOT NULL,
    "name" TEXT,
    "sha256" TEXT,
    "size" INTEGER,
    "seconds" DOUBLE PRECISION,
    "analysis" JSONB,
    "scores" JSONB,
    "score_count" INTEGER NOT NULL DEFAULT 0,
    "job_id" TEXT,
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "references_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consents" (
    "reference_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" TEXT,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("reference_id")
);

-- CreateTable
CREATE TABLE "generators" (
    "id" TEXT NOT NULL,
    "artist_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "figures" JSONB NOT NULL,
    "lineage" JSONB NOT NULL,
    "job_id" TEXT,
    "retired_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "generators_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "generator_references" (
    "generator_id" TEXT NOT NULL,
    "reference_id" TEXT NOT NULL,

    CONSTRAINT "generator_references_pkey" PRIMARY KEY ("generator_id","reference_id")
);

-- CreateTable
CREATE TABLE "beats" (
    "id" TEXT NOT NULL,
    "server_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "artist_id" TEXT,
    "generator_id" TEXT,
    "style" TEXT NOT NULL,
    "seed" BIGINT NOT NULL,
    "request" JSONB NOT NULL,
    "notes" TEXT[],
    "job_id" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "beats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "takes" (
    "id" TEXT NOT NULL,
    "beat_id" TEXT NOT NULL,
    "name" "take_name" NOT NULL,
    "facts" JSONB NOT NULL,
    "score" JSONB NOT NULL,

    CONSTRAINT "takes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "take_files" (
    "take_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "take_files_pkey" PRIMARY KEY ("take_id","kind")
);

-- CreateTable
CREATE TABLE "votes" (
    "beat_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "take_id" TEXT NOT NULL,
    "cast_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "votes_pkey" PRIMARY KEY ("beat_id","member_id")
);

-- CreateTable
CREATE TABLE "jobs" (
    "id" TEXT NOT NULL,
    "kind" "job_kind" NOT NULL,
    "payload" JSONB NOT NULL,
    "server_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "state" "job_state" NOT NULL DEFAULT 'queued',
    "stage" TEXT,
    "percent" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "result" JSONB,
    "error_id" TEXT,
    "error_text" TEXT,
    "exclusive" TEXT,
    "channel_id" TEXT,
    "message_id" TEXT,
    "interaction_token" TEXT,
    "token_expires_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "artists_generator_id_key" ON "artists"("generator_id");

-- CreateIndex
CREATE UNIQUE INDEX "artists_server_id_name_key_key" ON "artists"("server_id", "name_key");

-- CreateIndex
CREATE INDEX "collaborators_member_id_idx" ON "collaborators"("member_id");

-- CreateIndex
CREATE INDEX "references_sha256_idx" ON "references"("sha256");

-- CreateIndex
CREATE INDEX "references_job_id_idx" ON "references"("job_id");

-- CreateIndex
CREATE UNIQUE INDEX "references_artist_id_sha256_key" ON "references"("artist_id", "sha256");

-- CreateIndex
CREATE UNIQUE INDEX "generators_job_id_key" ON "generators"("job_id");

-- CreateIndex
CREATE INDEX "generators_sha256_idx" ON "generators"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "generators_artist_id_version_key" ON "generators"("artist_id", "version");

-- CreateIndex
CREATE INDEX "generator_references_reference_id_idx" ON "generator_references"("reference_id");

-- CreateIndex
CREATE UNIQUE INDEX "beats_job_id_key" ON "beats"("job_id");

-- CreateIndex
CREATE INDEX "beats_artist_id_idx" ON "beats"("artist_id");

-- CreateIndex
CREATE UNIQUE INDEX "takes_beat_id_name_key" ON "takes"("beat_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "takes_id_beat_id_key" ON "takes"("id", "beat_id");

-- CreateIndex
CREATE INDEX "take_files_sha256_idx" ON "take_files"("sha256");

-- CreateIndex
CREATE INDEX "votes_take_id_beat_id_idx" ON "votes"("take_id", "beat_id");

-- CreateIndex
CREATE UNIQUE INDEX "jobs_exclusive_key" ON "jobs"("exclusive");

-- CreateIndex
CREATE INDEX "jobs_state_idx" ON "jobs"("state");

-- CreateIndex
CREATE INDEX "jobs_delivered_at_channel_id_idx" ON "jobs"("delivered_at", "channel_id");

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artists" ADD CONSTRAINT "artists_server_id_owner_id_fkey" FOREIGN KEY ("server_id", "owner_id") REFERENCES "members"("server_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artists" ADD CONSTRAINT "artists_generator_id_fkey" FOREIGN KEY ("generator_id") REFERENCES "generators"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collaborators" ADD CONSTRAINT "collaborators_artist_id_fkey" FOREIGN KEY ("artist_id") REFERENCES "artists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "references" ADD CONSTRAINT "references_artist_id_fkey" FOREIGN KEY ("artist_id") REFERENCES "artists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consents" ADD CONSTRAINT "consents_reference_id_fkey" FOREIGN KEY ("reference_id") REFERENCES "references"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generators" ADD CONSTRAINT "generators_artist_id_fkey" FOREIGN KEY ("artist_id") REFERENCES "artists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generator_references" ADD CONSTRAINT "generator_references_generator_id_fkey" FOREIGN KEY ("generator_id") REFERENCES "generators"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generator_references" ADD CONSTRAINT "generator_references_reference_id_fkey" FOREIGN KEY ("reference_id") REFERENCES "references"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "beats" ADD CONSTRAINT "beats_server_id_member_id_fkey" FOREIGN KEY ("server_id", "member_id") REFERENCES "members"("server_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "beats" ADD CONSTRAINT "beats_artist_id_fkey" FOREIGN KEY ("artist_id") REFERENCES "artists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "beats" ADD CONSTRAINT "beats_generator_id_fkey" FOREIGN KEY ("generator_id") REFERENCES "generators"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "takes" ADD CONSTRAINT "takes_beat_id_fkey" FOREIGN KEY ("beat_id") REFERENCES "beats"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "take_files" ADD CONSTRAINT "take_files_take_id_fkey" FOREIGN KEY ("take_id") REFERENCES "takes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "votes" ADD CONSTRAINT "votes_take_id_beat_id_fkey" FOREIGN KEY ("take_id", "beat_id") REFERENCES "takes"("id", "beat_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_server_id_member_id_fkey" FOREIGN KEY ("server_id", "member_id") REFERENCES "members"("server_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
