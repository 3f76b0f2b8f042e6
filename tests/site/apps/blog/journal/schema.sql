DROP TABLE IF EXISTS entry;
DROP TABLE IF EXISTS member;

CREATE TABLE member (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL
);

CREATE TABLE entry (
  id INTEGER PRIMARY KEY,
  author_id INTEGER NOT NULL REFERENCES member (id),
  written TEXT NOT NULL DEFAULT (date('now')),
  headline TEXT NOT NULL,
  story TEXT NOT NULL
);
