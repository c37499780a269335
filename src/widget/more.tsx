/** What is seldom asked for, in one file that comes when it is: the menu with all it opens, the emoji, the rating. */
export { default as css } from "./more.css?inline";
export { Popup } from "./popup.js";
export { Rating } from "./rating.js";
export { moreEn } from "./words/more-en.js";
