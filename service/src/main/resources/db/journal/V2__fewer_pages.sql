-- What an execution costs is the pages that it changes.

-- Where replicas share the table, no two may begin the same; a single process sees to that by itself,
-- and only has to find at its start what is unfinished. Fingerprints are spread over the whole index,
-- numbers stand beside each other.
DROP INDEX execution_unfinished;

CREATE ${unfinished} WHERE finished_at IS NULL AND supplied_key IS NULL;

-- Kept free until the outcome is written: a row that grows makes SQLite divide its page.
ALTER TABLE execution ADD COLUMN room TEXT DEFAULT ${room};
