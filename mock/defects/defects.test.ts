/** Defects as data, and how a mock takes them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../suites/reader/documents.js';
import { startMock } from '../index.js';
import { ask, begin, clientOf, element, mockAt, part } from '../socket.test.fixture.js';
import { DEFECTS, DefectError, uncheckedOf } from './index.js';

t.test('every defect is written down once, and breaks a rule of the suites', async (t) => {
  const ids = DEFECTS.map(({ id }) => id);
  t.equal(new Set(ids).size, ids.length, 'ids are unique');
  for (const { id, title, rule, also = [], dialects } of DEFECTS) {
    t.match(id, /^[a-z0-9-]+\/[a-z0-9-]+$/, id);
    t.match(title, /^(?:[A-Z]|x-amz-|max-).*\.$/, `${id}: the symptom is a sentence`);
    const rules = [rule, ...also];
    t.equal(new Set(rules).size, rules.length, `${id}: it breaks each rule once`);
    for (const one of rules)
      t.ok(existsSync(join(packageRoot(), 'suites', 'rules', `${one}.yaml`)), `${id}: there is a rule ${one}`);
    t.ok(dialects.length > 0, `${id}: it can be had somewhere`);
  }
});

/** The bugs of real servers and clients that facts/real-bugs.md lists in its section 3. */
// biome-ignore format: a table
const REAL = [
  'minio/minio#12609', 'minio/minio#21189', 'ceph/ceph#60771', 'ceph/ceph#16732', 'ceph/ceph#68186', 'ceph/ceph#58288',
  'seaweedfs/seaweedfs#10663', 'seaweedfs/seaweedfs#11162', 'seaweedfs/seaweedfs#6821', 'rustfs/rustfs#2760', 'rustfs/rustfs#5716',
  'Garage, its compatibility page at revision d76a857', 'scality/cloudserver#789', 'getmoto/moto#4586', 'adobe/S3Mock#223',
  'localstack/localstack#8392', 'rclone/rclone#9460', 'supabase/storage#1390', 'aws/aws-sdk-java-v2#7068', 'storj/uplink#78',
  'minio/minio#9914', 'minio/minio#20989', 'seaweedfs/seaweedfs#9768', 'seaweedfs/seaweedfs#7638', 'rustfs/rustfs#3506',
  'versity/versitygw#873', 'apache/ozone#5153', 'floci-io/floci#3312', 'sivchari/kumo#677', 'chimera-nas/chimera#1383',
  'tus/tus-node-server#507',
];

t.test('the bugs that real servers had can be had here', async (t) => {
  const seen = new Set(DEFECTS.flatMap((defect) => defect.seen));
  for (const bug of REAL) t.ok(seen.has(bug), bug);
});

t.test('a mock has the defects it is given, and no others', async (t) => {
  const listed = async (defects: readonly string[]): Promise<number> => {
    const mock = await mockAt(t, { defects });
    const client = await clientOf(mock);
    const uploadId = await begin(client);
    await ask(client, part(uploadId, 1, 'first'));
    await ask(client, part(uploadId, 1, 'the second'));
    return Number(element('Size', await ask(client, { path: '/bucket/key', query: { uploadId } })));
  };
  t.equal(await listed([]), 10);
  t.equal(await listed(['upload-part/keeps-the-first-body']), 5);
  t.equal(await listed(['abort/answers-200', 'list-parts/never-truncated']), 10);
});

t.test('several defects at once', async (t) => {
  const mock = await mockAt(t, { defects: ['unchecked/upload-part/number-range', 'upload-part/no-etag'] });
  const client = await clientOf(mock);
  const uploadId = await begin(client);
  const answer = await ask(client, part(uploadId, 10_001, 'x'));
  t.equal(answer.status, 200);
  t.equal(answer.headers.etag, undefined);
});

t.test('a defect that there is not is refused by name', async (t) => {
  const asking = (defect: string, profile = 'aws-s3') => startMock({ profile, defects: [defect] });
  await t.rejects(asking('complete/ignores-ordre'), {
    name: 'DefectError',
    message: /^there is no defect "complete\/ignores-ordre"/,
  });
  await t.rejects(asking('keeps-unlisted'), { message: /did you mean "complete\/keeps-unlisted-parts"\?/ });
  await t.rejects(asking('unchecked/nonsense'), DefectError);
  await t.rejects(asking('complete/ignores-order', 'aws-glacier'), {
    message: /is one of s3, oss; profile aws-glacier speaks glacier/,
  });
  await t.rejects(asking('unchecked/range/alignment'), {
    message: /profile aws-s3 does not refuse by "range\/alignment"/,
  });
  t.equal(uncheckedOf('a/b').id, 'unchecked/a/b');
});
