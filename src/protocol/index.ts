/** The wire in one place: schemas and their types, routes as data, error codes, the version. */
export * from "./agent.js";
export * from "./attachment.js";
export * from "./calls.js";
export * from "./contact.js";
export * from "./email.js";
export * from "./errors.js";
export * from "./events.js";
export * from "./forwarding.js";
export * from "./hours.js";
export * from "./kinds.js";
export * from "./language.js";
export * from "./message.js";
export * from "./routes.js";
export * from "./session.js";
export * from "./site.js";
export * from "./upload.js";
export * from "./version.js";
