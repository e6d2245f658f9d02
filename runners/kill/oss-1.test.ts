import { testShare } from './kill.test.fixture.js';

testShare('oss-1');
