/** The socket: from a listener to a server that listens, and to one that has answered everything and listens no more. */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface Listener {
  readonly url: string;
  /** Takes nobody new from now on. Resolves when the last answer has been sent; `streams` resolves when the last stream was ended. */
  close(streams: Promise<void>): Promise<void>;
}

const SWEEP_MS = 20;
/** For requests that do not end: a client that stopped in the middle of its body must not keep the server up. */
const PATIENCE_MS = 10_000;

export async function listen(listener: RequestListener, host: string, port: number): Promise<Listener> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return {
    url: urlOf(server.address()),
    close: (streams) =>
      new Promise((resolve, reject) => {
        // Node closes the connections idle at this moment; those that become idle with their last answer it would keep for 5 s.
        const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
        let cut: NodeJS.Timeout | undefined;
        let isClosed = false;
        void streams.then(() => {
          if (!isClosed) cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
        });
        server.close((error) => {
          isClosed = true;
          clearInterval(sweep);
          clearTimeout(cut);
          if (error === undefined) resolve();
          else reject(error);
        });
      }),
  };
}

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === "string") throw new Error("The server listens on no port");
  return `http://${nameOf(address)}:${address.port}`;
}

/** Listening on every interface is no address one can go to. */
function nameOf({ family, address }: AddressInfo): string {
  if (address === "0.0.0.0" || address === "::") return "127.0.0.1";
  return family === "IPv6" ? `[${address}]` : address;
}
