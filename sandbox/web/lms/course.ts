/** What a package holds, as `sandbox/classroom/scorm.py` writes it into its start page. */

import type { DIALECTS } from "./dialect.ts";

export interface PackageCourse {
  format: keyof typeof DIALECTS;
  title: string;
  /** The fragment of the assignment's link; null for a single lesson. */
  fragment: string | null;
  /** The site that the pages come from, with a slash at its end; null where it was not given. */
  site: string | null;
  xapi: { endpoint: string | null } | null;
  lessons: PackageLesson[];
}

export interface PackageLesson {
  id: string;
  title: string;
  minutes: number;
  /** Relative to the package. */
  address: string;
  /** Those that count. */
  exercises: { id: string; title: string; points: number }[];
}

export function courseOf(element: HTMLElement): PackageCourse {
  return JSON.parse(element.querySelector("script")!.textContent!);
}
