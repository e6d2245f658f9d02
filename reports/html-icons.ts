/** Signs drawn as SVG, so that they look alike wherever the page is opened. */

import { MARKS, type Mark } from './marks.js';

const PATHS: Readonly<Record<Mark, string>> = {
  pass: '<path d="M3 8.5l3.2 3.2L13 4.8"/>',
  fail: '<path d="M4 4l8 8M12 4l-8 8"/>',
  broken: '<path d="M8.8 1.8L3.5 9H8l-.8 5.2L12.5 7H8z"/>',
  fixed: '<path d="M8 13V3.5M3.8 7.6L8 3.4l4.2 4.2"/>',
  blocked: '<circle cx="8" cy="8" r="5.6"/><path d="M4.2 4.2l7.6 7.6"/>',
  missed: '<path d="M8 2.6l6 10.6H2z"/><path d="M8 6.6v3M8 11.4v.1"/>',
  known: '<path d="M2.5 6.4c2-2 3.6-2 5.5-.6s3.5 1.4 5.5-.6M2.5 10.6c2-2 3.6-2 5.5-.6s3.5 1.4 5.5-.6"/>',
  observed: '<path d="M1.6 8C4.5 3.6 11.5 3.6 14.4 8 11.5 12.4 4.5 12.4 1.6 8z"/><circle cx="8" cy="8" r="1.7"/>',
  unsupported: '<circle cx="8" cy="8" r="5.6" stroke-dasharray="2.3 2.3"/><path d="M5.5 8h5"/>',
  skipped: '<path d="M4 8h8"/>',
};

/** All signs, once, for `<use>`. */
export const SPRITE = `<svg width="0" height="0" hidden aria-hidden="true">${MARKS.map(
  (mark) => `<symbol id="i-${mark}" viewBox="0 0 16 16">${PATHS[mark]}</symbol>`,
).join('')}</svg>`;

export function icon(mark: Mark): string {
  return `<svg class="i" aria-hidden="true"><use href="#i-${mark}"/></svg>`;
}

/** Two columns of parts side by side; one part differs. */
export const LOGO = `<svg class="logo" viewBox="0 0 32 32" aria-hidden="true"><rect class="plate" width="32" height="32" rx="8"/>\
<g class="part"><rect x="7" y="7.5" width="8" height="4.5" rx="1.2"/><rect x="7" y="13.75" width="8" height="4.5" rx="1.2"/>\
<rect x="7" y="20" width="8" height="4.5" rx="1.2"/><rect x="17" y="7.5" width="8" height="4.5" rx="1.2"/>\
<rect x="17" y="20" width="8" height="4.5" rx="1.2"/></g><rect class="odd" x="17" y="13.75" width="8" height="4.5" rx="1.2"/></svg>`;
