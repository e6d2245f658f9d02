/** The plan asks for more bytes than the run may send. Exit code 2. A file of its own, so that `serve` need not load the harness. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
}
