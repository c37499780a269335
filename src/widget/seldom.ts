/** What most page views do without, in one file: the panel on a phone, and what few pages say. */
export { asked } from "./asked.js";
export { holdPhone } from "./phone-hold.js";
