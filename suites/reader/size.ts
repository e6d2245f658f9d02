/** Sizes as people write them: `5 MiB`, `100 KiB`, `1 B`, `5 TB`. */
const UNITS: Readonly<Record<string, number>> = {
  B: 1,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
};

const SIZE = /^(\d+(?:\.\d+)?) (B|KiB|MiB|GiB|TiB|KB|MB|GB|TB)$/;

/**
 * @returns bytes.
 * @throws Error when the text is no size.
 */
export function parseSize(text: string): number {
  const found = SIZE.exec(text);
  if (!found) throw new Error(`"${text}" is not a size such as "5 MiB" or "1 B"`);
  return Math.round(Number(found[1]) * UNITS[found[2]!]!);
}

const BINARY = ['TiB', 'GiB', 'MiB', 'KiB'] as const;

/** `5 MiB` for 5242880: the largest binary unit in which the number is whole, else one decimal of the largest that fits. */
export function formatSize(bytes: number): string {
  const exact = BINARY.find((unit) => bytes >= UNITS[unit]! && bytes % UNITS[unit]! === 0);
  if (exact !== undefined && bytes / UNITS[exact]! < 10_000) return `${bytes / UNITS[exact]!} ${exact}`;
  const nearest = BINARY.find((unit) => bytes >= UNITS[unit]!);
  return nearest === undefined ? `${bytes} B` : `${(bytes / UNITS[nearest]!).toFixed(1)} ${nearest}`;
}
