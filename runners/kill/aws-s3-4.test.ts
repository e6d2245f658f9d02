import { testShare } from './kill.test.fixture.js';

testShare('aws-s3-4');
