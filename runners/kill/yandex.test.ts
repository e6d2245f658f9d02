import { testShare } from './kill.test.fixture.js';

testShare('yandex');
