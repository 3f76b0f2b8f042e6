/** The script of `frame.html`, the page of the sandbox frame on a second host; the page that made it is named behind `#`. */

import { insideFrame, POLICY } from "./runtime/inside-frame.ts";

const owner = decodeURIComponent(location.hash.slice(1));
insideFrame(owner, POLICY);
parent.postMessage("ready", owner);
