/** Whether the host of a parsed URL is this machine by its very name, where http is as good as https. */
export function isLoopbackHost(hostname: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
