import { ChatError } from "../../../../src/client/index.js";

/** An action that may fail for the reasons this world has; anything but a ChatError would be our own mistake, and nobody catches it. */
export async function expected(action: Promise<void>, then?: (error: ChatError) => void): Promise<void> {
  try {
    await action;
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    then?.(error);
  }
}
