/**
 * A program for the tests: `node program.test.fixture.js HOW PORT`. `serve` answers HTTP, `refuse` answers 503 for ever,
 * `silent` never listens, `fail` ends at once with a message, `family` serves and has a child that ignores SIGTERM,
 * `stubborn` ignores SIGTERM itself.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [how = 'serve', port = '0', ...rest] = process.argv.slice(2);
console.log(`fixture: ${how}`);
if (how === 'fail') {
  console.error('fixture: there is no disk');
  process.exit(7);
}
if (how === 'stubborn' || how === 'child') process.on('SIGTERM', () => console.log('fixture: not yet'));
if (how === 'family') {
  const child = spawn(process.execPath, [process.argv[1]!, 'child'], { stdio: 'inherit' });
  writeFileSync('child.pid', String(child.pid));
}
if (how === 'silent' || how === 'child') {
  setInterval(() => {}, 1000);
} else {
  const server = createServer((request, response) => {
    response.setHeader('server', 'fixture/1');
    response.writeHead(how === 'refuse' ? 503 : request.url === '/' ? 403 : 200);
    response.end(JSON.stringify({ rest, said: process.env.FIXTURE_SAYS }));
  });
  server.listen(Number(port), '127.0.0.1');
}
