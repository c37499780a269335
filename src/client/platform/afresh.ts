/** Code that comes late, and may fail to. */

/**
 * Browsers of before 2026 remember a failed import for as long as the page lives (whatwg/html 6768): from the second attempt on
 * another address is asked. Only the bundler knows the file's name; it wrote it into the function.
 */
export function afresh<Module>(load: () => Promise<Module>, attempt: number): Promise<Module> {
  const [, file] = /import\(["'`](.+?)["'`]/.exec(`${load}`) ?? [];
  return attempt > 0 && file ? import(/* @vite-ignore */ `${new URL(file, import.meta.url)}?${attempt}`) : load();
}
