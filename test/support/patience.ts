/** For waits on what a whole beat or training must come before: they end what hangs, however slow a machine is. */
export const PATIENT = { timeoutMs: 300_000 };
