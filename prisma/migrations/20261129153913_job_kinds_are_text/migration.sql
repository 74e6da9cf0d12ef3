-- Kinds of job are the worker's affair: a new one needs no change of the database.
ALTER TABLE "jobs" ALTER COLUMN "kind" TYPE TEXT USING "kind"::TEXT;

-- DropEnum
DROP TYPE "job_kind";
