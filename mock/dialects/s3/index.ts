/** The S3 dialect: REST with XML, as AWS speaks it and its imitators do. */
import type { Dialect } from '../dialect.js';
import { authenticate } from './auth.js';
import { detect } from './detect.js';
import { bodyKind, parse } from './parse.js';
import { promised } from './promised.js';
import { refuse } from './refuse.js';
import { render } from './render.js';

export const s3: Dialect = { id: 's3', detect, authenticate, bodyKind, promised, parse, render, refuse };
