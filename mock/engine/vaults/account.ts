/** The number of an account, as Glacier's paths and resource names show it. */
import type { Identity } from '../names.js';

/** Twelve digits, always the same for an identity. */
export function accountNumber({ id }: Identity): string {
  let number = 0;
  for (const unit of id) number = (number * 31 + unit.charCodeAt(0)) % 1_000_000_000_000;
  return String(number).padStart(12, '0');
}

/** `arn:aws:glacier:<region>:<account>:vaults/<name>`. */
export function vaultArn(region: string, owner: Identity, vault: string): string {
  return `arn:aws:glacier:${region}:${accountNumber(owner)}:vaults/${vault}`;
}
