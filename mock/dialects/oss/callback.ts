/** Reads whom a Complete or a put is to call: two headers, or two parameters, of JSON in base64 (OSS-120, OSS-121, OSS-125). */
import type { Callback } from '../../engine/callback.js';
import type { Refusal } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { isRefusal } from '../dialect.js';
import { badArgument } from './values.js';

const MOST_BYTES = 5 * 1024;
const MOST_URLS = 5;

/** @returns undefined when nobody is to be called. */
export function readCallback({ request: { headers }, query }: Call): Callback | Refusal | undefined {
  const inHeader = headers['x-oss-callback'];
  const inQuery = query.get('callback');
  if (inHeader !== undefined && inQuery !== undefined) return wrong(inHeader, BOTH);
  const text = inHeader ?? inQuery;
  if (text === undefined) return undefined;
  const asked = readJson(text);
  if (isRefusal(asked)) return asked;
  const variables = readVariables(headers['x-oss-callback-var'] ?? query.get('callback-var'));
  if (isRefusal(variables)) return variables;
  const { callbackUrl, callbackHost, callbackBody, callbackBodyType = FORM } = asked;
  const urls = typeof callbackUrl === 'string' ? callbackUrl.split(';').filter((url) => url !== '') : [];
  if (urls.length === 0 || urls.length > MOST_URLS || !urls.every(isUrl)) return wrong(text, URL_INVALID);
  if (typeof callbackBody !== 'string' || callbackBody === '') return wrong(text, 'The callback body is empty.');
  if (callbackBodyType !== FORM && callbackBodyType !== JSON_TYPE) return wrong(text, TYPE_INVALID);
  const host = typeof callbackHost === 'string' && callbackHost !== '' ? callbackHost : undefined;
  return { urls, host, body: callbackBody, bodyType: callbackBodyType, variables };
}

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const BOTH = 'Either the callback query string parameter or the x-oss-callback header should be specified, not both.';
const URL_INVALID = 'The callback url configuration is invalid.';
const TYPE_INVALID = 'The callback body type configuration is invalid.';

const wrong = (value: string, message: string): Refusal => ({
  ...badArgument('callback', value, message),
  rule: 'callback/form',
});

function readJson(text: string): Readonly<Record<string, unknown>> | Refusal {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0)
    return wrong(text, 'The callback configuration is not base64 encoded.');
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length > MOST_BYTES) return wrong(text, 'The callback configuration is too long.');
  try {
    const found: unknown = JSON.parse(bytes.toString());
    if (typeof found === 'object' && found !== null && !Array.isArray(found)) return found as Record<string, unknown>;
  } catch {
    // Said below.
  }
  return wrong(text, 'The callback configuration is not json format.');
}

/** Their names begin with `x:` and have no capitals. */
function readVariables(text: string | undefined): Readonly<Record<string, string>> | Refusal {
  if (text === undefined) return {};
  const asked = readJson(text);
  if (isRefusal(asked)) return asked;
  if (!Object.keys(asked).every((name) => /^x:[^A-Z]*$/.test(name)))
    return wrong(text, 'The callback variables are invalid.');
  return Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, String(value)]));
}

function isUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
