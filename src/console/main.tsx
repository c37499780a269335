/** The console's page: everything else takes what it needs from here. */
import { openConsole } from "./console.js";
import { thisBrowser } from "./world.js";

const place = document.getElementById("desk");
if (place === null) throw new Error("The page has no #desk to put the console in");
openConsole(place, thisBrowser(), new AbortController().signal);
