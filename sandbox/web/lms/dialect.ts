/** The two run-times of SCORM: the same eight calls and the same data under other names. */

export interface Dialect {
  /** As the reader knows it. */
  title: string;
  /** The object that an LMS puts into a window around the package. */
  api: string;
  calls: Record<"initialize" | "get" | "set" | "commit" | "terminate" | "error" | "words", string>;
  data: Record<"learner" | "mode" | "location" | "suspend" | "exit" | "time" | "raw" | "min" | "max", string>;
  /** Characters of `suspend_data`, tried in this order: some systems know only the limit of an earlier edition. */
  room: number[];
  /** A time in the form that `session_time` has. */
  time(seconds: number): string;
}

export const DIALECTS: Record<"scorm12" | "scorm2004", Dialect> = {
  scorm12: {
    title: "SCORM 1.2",
    api: "API",
    calls: {
      initialize: "LMSInitialize",
      get: "LMSGetValue",
      set: "LMSSetValue",
      commit: "LMSCommit",
      terminate: "LMSFinish",
      error: "LMSGetLastError",
      words: "LMSGetErrorString",
    },
    data: {
      learner: "cmi.core.student_id",
      mode: "cmi.core.lesson_mode",
      location: "cmi.core.lesson_location",
      suspend: "cmi.suspend_data",
      exit: "cmi.core.exit",
      time: "cmi.core.session_time",
      raw: "cmi.core.score.raw",
      min: "cmi.core.score.min",
      max: "cmi.core.score.max",
    },
    room: [4096],
    time(seconds) {
      const whole = Math.min(Math.floor(seconds), 9999 * 3600);
      const two = (number: number) => String(number).padStart(2, "0");
      return `${String(Math.floor(whole / 3600)).padStart(4, "0")}:${two(Math.floor(whole / 60) % 60)}:${
        two(whole % 60)
      }`;
    },
  },
  scorm2004: {
    title: "SCORM 2004",
    api: "API_1484_11",
    calls: {
      initialize: "Initialize",
      get: "GetValue",
      set: "SetValue",
      commit: "Commit",
      terminate: "Terminate",
      error: "GetLastError",
      words: "GetErrorString",
    },
    data: {
      learner: "cmi.learner_id",
      mode: "cmi.mode",
      location: "cmi.location",
      suspend: "cmi.suspend_data",
      exit: "cmi.exit",
      time: "cmi.session_time",
      raw: "cmi.score.raw",
      min: "cmi.score.min",
      max: "cmi.score.max",
    },
    room: [64_000, 4000],
    time: (seconds) => `PT${Math.floor(seconds)}S`,
  },
};
