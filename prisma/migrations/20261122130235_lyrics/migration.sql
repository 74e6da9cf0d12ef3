-- CreateTable
CREATE TABLE "lyrics" (
    "artist_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "flow" JSONB NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lyrics_pkey" PRIMARY KEY ("artist_id")
);

-- AddForeignKey
ALTER TABLE "lyrics" ADD CONSTRAINT "lyrics_artist_id_fkey" FOREIGN KEY ("artist_id") REFERENCES "artists"("id") ON DELETE CASCADE ON UPDATE CASCADE;
