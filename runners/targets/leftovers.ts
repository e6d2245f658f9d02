/**
 * What must not outlive this process: children, containers, temporary folders. `stop()` is the usual way out; this is for
 * the others (an uncaught error, `process.exit`, a signal nobody else handles), so everything in here is synchronous.
 */
const leftovers = new Set<() => void>();
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs `remove` when this process ends. @returns what takes it off the list again. */
export function removeAtExit(remove: () => void): () => void {
  if (leftovers.size === 0) listen();
  leftovers.add(remove);
  return () => {
    if (leftovers.delete(remove) && leftovers.size === 0) unlisten();
  };
}

function removeAll(): void {
  for (const remove of leftovers) {
    try {
      remove();
    } catch {
      // the others still have to go
    }
  }
  leftovers.clear();
}

// A listener keeps Node from ending at a signal. Somebody else's (the command line's) then decides when to end, and `exit`
// follows; without one, the signal is sent again with nobody of ours listening, so that the parent sees what happened.
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) - 1 > waiters()) return;
  removeAll();
  unlisten();
  process.kill(process.pid, signal);
}

// Testcontainers' file lock brings the package signal-exit, which waits, as we do, until nobody else listens; the two would
// wait for each other for ever. It counts its listeners where every copy of it can see them.
function waiters(): number {
  const version3 = (process as { __signal_exit_emitter__?: { count?: number } }).__signal_exit_emitter__;
  const version4 = (globalThis as Record<symbol, { count?: number }>)[Symbol.for('signal-exit emitter')];
  return (version3?.count ?? 0) + (version4?.count ?? 0);
}

function listen(): void {
  process.on('exit', removeAll);
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

function unlisten(): void {
  process.off('exit', removeAll);
  for (const signal of SIGNALS) process.off(signal, onSignal);
}
