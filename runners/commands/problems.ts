/** What goes wrong before or beside a run, as one clear line and an exit code. */
import { ProblemsError } from '../../suites/reader/documents.js';
import { UnknownProfileError } from '../../suites/reader/profile.js';
import { BudgetError } from '../budget.js';
import { TargetError } from '../targets/target.js';

/** The call, or a file it names, is wrong. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The exit code and the message for an error that ended a command. Only an error of ours shows its stack. */
export function exitCodeOf(error: unknown): { readonly code: 2 | 3 | 4; readonly message: string } {
  const usage = [ProblemsError, UnknownProfileError, UsageError, BudgetError];
  if (error instanceof Error && usage.some((kind) => error instanceof kind)) return { code: 2, message: error.message };
  if (error instanceof TargetError) return { code: 3, message: error.message };
  return {
    code: 4,
    message: `multiparity broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  };
}
