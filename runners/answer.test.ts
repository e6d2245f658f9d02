/** Answers as scenarios see them. */
import t from 'tap';
import { answerOf } from './answer.js';
import { accepted, dropped, refused } from './suite.test.fixture.js';

t.test('answers show keys as the scenario wrote them', async (t) => {
  const values = {
    key: 'case-1/a',
    keys: ['case-1/a', 'other'],
    prefix: 'case-1/',
    prefixes: ['case-1/b/'],
    nextMarker: 'case-1%2Fc',
    versions: [{ key: 'case-1/d', versionId: 'case-1/' }],
    etag: 'case-1/',
    marker: null,
  };
  const observation = accepted(values, { status: 206, headers: { 'x-key': 'case-1/a' } });
  t.match(answerOf(observation, 'case-1/', true), {
    status: 206,
    code: '',
    key: 'a',
    keys: ['a', 'other'],
    prefix: '',
    prefixes: ['b/'],
    nextMarker: 'c',
    versions: [{ key: 'd', versionId: 'case-1/' }],
    etag: 'case-1/',
    marker: null,
    headers: { 'x-key': 'case-1/a' },
  });
  t.match(answerOf(observation, 'case-1/', false), { key: 'case-1/a' }, 'in another bucket they stay');
  t.match(answerOf(refused(404, 'NoSuchKey', { message: 'gone' }), '', true), {
    status: 404,
    code: 'NoSuchKey',
    message: 'gone',
  });
  t.match(answerOf(dropped('it hung up'), '', true), { status: 0, code: 'dropped', message: 'it hung up' });
});
