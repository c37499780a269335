/** Files let go where nothing takes them: by itself the browser leaves the page for the file, and with it whatever was being done here. */
export function refuseStrayFiles(until: AbortSignal): void {
  const refuse = (event: DragEvent) => {
    const { dataTransfer, target } = event;
    if (event.defaultPrevented || !dataTransfer?.types.includes("Files") || dataTransfer.types.includes("text/plain")) return;
    // The browser's own place for files.
    if (target instanceof HTMLInputElement && target.type === "file") return;
    event.preventDefault();
    dataTransfer.dropEffect = "none";
  };
  for (const type of ["dragover", "drop"] as const) addEventListener(type, refuse, { signal: until });
}
