/**
 * The Python of grading, as text: what `sandbox/classroom/` does on an instructor's computer, the page does by the very same
 * files.
 *
 * A newcomer would get this wrong: a module that one of these imports has to be listed here too, or it is missing in the
 * page alone. `tests/classroom/test_page_sources.py` imports all of them where nothing else is.
 */

import classroomPackage from "../../classroom/__init__.py" with { type: "text" };
import assignment from "../../classroom/assignment.py" with { type: "text" };
import desk from "../../classroom/desk.py" with { type: "text" };
import door from "../../classroom/door.py" with { type: "text" };
import exams from "../../classroom/exams.py" with { type: "text" };
import gradebook from "../../classroom/gradebook.py" with { type: "text" };
import insidePackage from "../../classroom/inside/__init__.py" with { type: "text" };
import insideFingerprints from "../../classroom/inside/fingerprints.py" with { type: "text" };
import insideGuard from "../../classroom/inside/guard.py" with { type: "text" };
import insideWatch from "../../classroom/inside/watch.py" with { type: "text" };
import jobs from "../../classroom/jobs.py" with { type: "text" };
import judging from "../../classroom/judging.py" with { type: "text" };
import junit from "../../classroom/junit.py" with { type: "text" };
import learningPlatforms from "../../classroom/learning_platforms.py" with { type: "text" };
import marks from "../../classroom/marks.py" with { type: "text" };
import pages from "../../classroom/pages.py" with { type: "text" };
import payloads from "../../classroom/payloads.py" with { type: "text" };
import pile from "../../classroom/pile.py" with { type: "text" };
import projects from "../../classroom/projects.py" with { type: "text" };
import reading from "../../classroom/reading.py" with { type: "text" };
import received from "../../classroom/received.py" with { type: "text" };
import results from "../../classroom/results.py" with { type: "text" };
import scoring from "../../classroom/scoring.py" with { type: "text" };
import submission from "../../classroom/submission.py" with { type: "text" };
import submissionSchema from "../../classroom/submission.schema.json" with { type: "text" };
import telling from "../../classroom/telling.py" with { type: "text" };
import codePage from "../../classroom/templates/code.html" with { type: "text" };
import framePage from "../../classroom/templates/frame.html" with { type: "text" };
import learnerPage from "../../classroom/templates/learner.html" with { type: "text" };
import overviewPage from "../../classroom/templates/overview.html" with { type: "text" };
import overviewScript from "../../classroom/templates/overview.js" with { type: "text" };
import units from "../../classroom/units.py" with { type: "text" };
import weights from "../../classroom/weights.py" with { type: "text" };
import works from "../../classroom/works.py" with { type: "text" };
import discussion from "../../discussion.py" with { type: "text" };
import edition from "../../edition.py" with { type: "text" };
import errors from "../../errors.py" with { type: "text" };
import exercises from "../../exercises.py" with { type: "text" };
import lessons from "../../lessons.py" with { type: "text" };
import project from "../../project.py" with { type: "text" };
import requestsHttp from "../../requests_http.py" with { type: "text" };
import tomlFile from "../../toml_file.py" with { type: "text" };

/** Path below the package's folder → source. */
export const SOURCES: Record<string, string> = {
  "classroom/__init__.py": classroomPackage,
  "classroom/assignment.py": assignment,
  "classroom/desk.py": desk,
  "classroom/door.py": door,
  "classroom/exams.py": exams,
  "classroom/gradebook.py": gradebook,
  "classroom/inside/__init__.py": insidePackage,
  "classroom/inside/fingerprints.py": insideFingerprints,
  "classroom/inside/guard.py": insideGuard,
  "classroom/inside/watch.py": insideWatch,
  "classroom/jobs.py": jobs,
  "classroom/judging.py": judging,
  "classroom/junit.py": junit,
  "classroom/learning_platforms.py": learningPlatforms,
  "classroom/marks.py": marks,
  "classroom/pages.py": pages,
  "classroom/payloads.py": payloads,
  "classroom/pile.py": pile,
  "classroom/projects.py": projects,
  "classroom/reading.py": reading,
  "classroom/received.py": received,
  "classroom/results.py": results,
  "classroom/scoring.py": scoring,
  "classroom/submission.py": submission,
  "classroom/submission.schema.json": submissionSchema,
  "classroom/telling.py": telling,
  "classroom/templates/code.html": codePage,
  "classroom/templates/frame.html": framePage,
  "classroom/templates/learner.html": learnerPage,
  "classroom/templates/overview.html": overviewPage,
  "classroom/templates/overview.js": overviewScript,
  "classroom/units.py": units,
  "classroom/weights.py": weights,
  "classroom/works.py": works,
  "discussion.py": discussion,
  "edition.py": edition,
  "errors.py": errors,
  "exercises.py": exercises,
  "lessons.py": lessons,
  "project.py": project,
  "requests_http.py": requestsHttp,
  "toml_file.py": tomlFile,
};
