/** What the desk tells of a class (`sandbox/classroom/results.py`, explained in docs/grading.md). Types only. */

export interface Overview {
  title: string;
  /** Of all exercises. */
  points: number;
  exercises: { name: string; points: number }[];
  /** About exercises that cannot be graded. */
  lines: string[];
  not_graded: { file: string; why: string }[];
  learners: Learner[];
}

export interface Learner {
  /** What tells learners apart: id, else e-mail, else name, else the file. */
  key: string;
  name: string;
  email: string;
  id: string;
  file: string;
  /** ISO 8601, by the learner's clock. */
  made: string;
  /** ISO 8601, by the instructor's own table; null without one. */
  received: string | null;
  days_late: number;
  kept_percent: number;
  before_lateness: number;
  earned: number;
  comment: string;
  notes: string[];
  exercises: GradedExercise[];
  /** How many of the exercises are not graded yet. */
  waiting: number;
}

export interface GradedExercise {
  name: string;
  points: number;
  /** By the checks. */
  computed: number;
  /** The same, or what was given by hand. */
  earned: number;
  comment: string;
  handed_in: boolean;
  checks: GradedCheck[];
  notes: string[];
}

export interface GradedCheck {
  check: string;
  kind: "published" | "hidden";
  label: string;
  outcome: "passed" | "failed" | "error" | "skipped" | "void";
  message: string;
  weight: number;
}

/** One project against one kind of checks, in as many runs as that takes. */
export interface Unit {
  /** Names all that its outcome depends on. */
  key: string;
  exercise: string;
  /** Whose files they are; nobody's where the lesson's own solution is run. */
  learners: string[];
}
