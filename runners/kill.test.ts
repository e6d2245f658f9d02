/**
 * Every check is seen to fail: a mock that leaves out one rule of a profile, or has one of the named defects, is caught by
 * the rule of the suites that it breaks.
 */
import t from 'tap';
import { askedProfiles } from './drivers/index.js';
import { killAll, trials } from './kill/kill.js';
import { survivors } from './result.js';
import { readSuite } from './suite.js';

const suite = readSuite();
t.setTimeout(220_000);
t.setTimeout(200_000);

const choice = (name: string, value: string) => (profile: Profile) =>
  profile.choices[name]?.is === value && `${name} is ${value}`;
const unlimited = (name: string) => (profile: Profile) => profile.limits[name]?.is === null && `${name} is none`;
const never = (because: string) => () => because;
const lacking = (operation: string) => (profile: Profile) =>
  profile.unsupported.some((one) => one.operation === operation) && `it is asked of ${operation} only`;

/** Of a provider that takes no notice of encryption headers. */
const deaf = choice('encryptionHeaders', 'ignored');
const offered = choice('encryptionHeaders', 'honoured');
const IGNORED = choice('checksums', 'ignored');
const unlocked = choice('objectLock', 'ignored');
const unshared = choice('objectAcl', 'ignored');

/** Rules that a profile names, and that refuse nothing there; leaving them out must change no verdict. */
const IDLE: Readonly<Record<string, readonly ((profile: Profile) => string | false)[]>> = {
  'create/object-expiry': [choice('objectExpires', 'ignored')],
  'list-uploads/marker-outside-prefix': [choice('markerOutsidePrefix', 'allowed')],
  'list-uploads/delimiter': [choice('uploadsDelimiter', 'any')],
  'list-uploads/id-marker-of-another-key': [choice('uploadMarker', 'ignored')],
  'attributes/tags': [choice('objectTags', 'ignored')],
  'attributes/acl': [unshared],
  'attributes/acl-disabled': [unshared, choice('objectAcl', 'honoured')],
  'attributes/lock': [unlocked],
  'attributes/lock-needs-bucket': [unlocked],
  'attributes/lock-needs-digest': [unlocked],
  'attributes/locked': [unlocked],
  'read-back/archived': [({ storageClasses }) => storageClasses.archived.length === 0 && 'nothing is archived'],
  'encryption/only-at-create': [deaf],
  'encryption/not-offered': [offered, deaf],
  'encryption/customer-key-over-http': [
    deaf,
    never('the mock stands for a service behind TLS (customer-keys.test.ts)'),
  ],
  'encryption/customer-key-with-another': [deaf],
  'encryption/customer-key': [deaf],
  'encryption/customer-keys-blocked': [deaf],
  'encryption/algorithm': [deaf],
  'encryption/kms-headers': [deaf],
  'encryption/kms-key': [deaf],
  'encryption/part-key': [deaf],
  'encryption/read-key': [deaf],
  'encryption/source-key': [deaf],
  'complete/unlisted-parts': [choice('unlistedParts', 'dropped')],
  // Such a list names parts that are not there, and the suites take either refusal.
  'complete/max-parts': [never('complete/parts-exist refuses the same lists')],
  'complete/number-below-one': [never('complete/parts-exist refuses the same lists')],
  'complete/min-part-size': [({ limits }) => limits.minPartSize?.is === 0 && 'minPartSize is 0'],
  'checksum/algorithm': [IGNORED],
  'checksum/type': [IGNORED],
  'checksum/part-algorithm': [IGNORED],
  'checksum/part-missing': [IGNORED],
  'checksum/part-in-complete': [IGNORED],
  'checksum/consecutive': [IGNORED],
  'checksum/object-size': [IGNORED],
  'checksum/object': [IGNORED],
  'upload-part-copy/source-exists': [lacking('upload-part-copy')],
  'upload-part/max-size': [unlimited('maxPartSize')],
  'limits/put-size': [unlimited('maxPutSize')],
  'limits/object-size': [unlimited('maxObjectSize'), never('no test sends terabytes')],
  'limits/copy-source-size': [unlimited('maxCopySource'), never('no test stores more than 5 GiB to copy it')],
};

async function without(profile: Profile, id: string): Promise<readonly CaseResult[]> {
  const lenient = { ...profile, refuses: profile.refuses.filter((other) => other !== id) };
  const { cases, unreachable } = await runSuite({
    suite,
    profile,
    target: quickMock(lenient),
    wanted: (rule) => rule === id,
    // A mock that should have refused may wait for a body that never comes.
    timeoutMs: 3000,
    jobs: 4,
  });
  if (unreachable !== undefined) throw new Error(unreachable);
  return cases;
}

/** Runs a few at a time, and gives the outcomes in order: with all at once, answers would come too late. */
async function several<A, B>(width: number, list: readonly A[], run: (one: A) => Promise<B>): Promise<[A, B][]> {
  const outcomes: [A, B][] = [];
  const queue = [...list.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) outcomes[next[0]] = [next[1], await run(next[1])];
  };
  await Promise.all(Array.from({ length: width }, worker));
  return outcomes;
}

const names = (cases: readonly CaseResult[]): string[] => cases.map(({ id }) => id);

for (const name of askedProfiles().asked) {
  t.test(name, async (t) => {
    const signal = new AbortController().signal;
    const list = trials([name]);
    const results = await killAll(list, { suite, scope: 'rule', signal, jobs: 4, onResult: () => {} });
    t.equal(results.length, list.length, 'every defect was tried');
    const lost = new Set(survivors({ results }));
    for (const result of results) {
      const { defect, rule, outcome } = result;
      t.notOk(lost.has(result), `${defect} is caught by ${rule}: ${JSON.stringify(outcome)}`);
    }
  });
}
