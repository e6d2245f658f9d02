/** `{{…}}` in the commands, environments and files of a definition. */
const NAMES = [
  'port',
  'dir',
  'accessKey',
  'secretKey',
  'secondAccessKey',
  'secondSecretKey',
  'region',
  'node',
  'here',
  'cwd',
];
const PLACEHOLDER = /\{\{\s*([\w.]+)\s*\}\}/g;

/** `port.anything` stands for one more free port. */
export function isPlaceholder(name: string): boolean {
  return NAMES.includes(name) || /^port\.\w+$/.test(name);
}

export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => match[1]!);
}

/** @throws RangeError when a value is missing. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(PLACEHOLDER, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`no value for {{${name}}}`);
    return value;
  });
}

export function fillAll(
  texts: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(text, values)]));
}
