/** What has to do with files, in one file that comes with the first of them: those to be sent, and those of messages. */
export { default as css } from "./attachments.css?inline";
export { Cards } from "./file-cards.js";
export { Tray } from "./tray.js";
export { filesEn } from "./words/files-en.js";
