/** Listening on loopback, with a sentence that helps when the port is taken. */
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the app on 127.0.0.1; port 0 picks a free one. Rejects with what to do when the port is in use. */
export function listen(app: Hono, port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port }, (info) =>
      resolve({
        url: `http://127.0.0.1:${info.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            // A browser keeps its connections open for minutes; Ctrl-C should not wait for it.
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      }),
    );
    server.on("error", (cause: NodeJS.ErrnoException) =>
      reject(cause.code === "EADDRINUSE" ? new Error(portTaken(port), { cause }) : cause),
    );
  });
}

export function portTaken(port: number): string {
  return `Port ${port} is in use. Start with another (PORT=5000 npm start) or let free ones be picked (PORT=0 npm start).`;
}
