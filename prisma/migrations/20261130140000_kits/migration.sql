-- CreateTable
CREATE TABLE "kit_sounds" (
    "id" TEXT NOT NULL,
    "artist_id" TEXT NOT NULL,
    "voice" TEXT NOT NULL,
    "name" TEXT,
    "sha256" TEXT,
    "size" INTEGER NOT NULL,
    "seconds" DOUBLE PRECISION NOT NULL,
    "pitch" DOUBLE PRECISION,
    "member_id" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" TEXT,

    CONSTRAINT "kit_sounds_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "kit_sounds_sha256_idx" ON "kit_sounds"("sha256");

-- CreateIndex
CREATE UNIQUE INDEX "kit_sounds_artist_id_voice_sha256_key" ON "kit_sounds"("artist_id", "voice", "sha256");

-- AddForeignKey
ALTER TABLE "kit_sounds" ADD CONSTRAINT "kit_sounds_artist_id_fkey" FOREIGN KEY ("artist_id") REFERENCES "artists"("id") ON DELETE CASCADE ON UPDATE CASCADE;
