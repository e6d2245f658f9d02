/** An error of S3 as data, and short ways to write one. */

export interface WireError {
  readonly status: number;
  readonly code: string;
  /** `{name}` stands for that detail of the refusal, `{NAME}` for the same in capitals. */
  readonly message: string;
  /**
   * Elements after Message: name → the detail it shows, or with `=` a fixed text. Absent details are left out, save `method`,
   * which is that of the request.
   */
  readonly elements?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Elements = NonNullable<WireError['elements']>;

/** An `InvalidArgument`; without a fixed name both name and value come from the refusal. */
export function argument(message: string, name = 'name', value = 'value'): WireError {
  const elements = { ArgumentName: name === 'name' ? name : `=${name}`, ArgumentValue: value };
  return { status: 400, code: 'InvalidArgument', message, elements };
}

export function error(status: number, code: string, message: string, elements: Elements = {}): WireError {
  return { status, code, message, elements };
}
