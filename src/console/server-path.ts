/** Where the server is, seen from its own console: one step above it. It may stand under a path of somebody else's server. */
export function onServer(path: string): string {
  const [, mounted = ""] = /^(.*)\/console\//.exec(location.pathname) ?? [];
  return mounted + path;
}
