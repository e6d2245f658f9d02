/** Whom a client wants told of a finished object (OSS-120 to OSS-124). The shell does the telling. */
export interface Callback {
  /** Tried in order, until one answers. */
  readonly urls: readonly string[];
  /** The Host header, where it is not that of the address. */
  readonly host: string | undefined;
  /** With `${…}` where values belong. */
  readonly body: string;
  readonly bodyType: 'application/x-www-form-urlencoded' | 'application/json';
  /** By their names, which begin with `x:`. */
  readonly variables: Readonly<Record<string, string>>;
}
