// Loaded before every test file: gives fast-check the run's seed, so that a whole run can be repeated with VUON_SEED.

import fc from 'fast-check';

const seed = Number(process.env['VUON_SEED']);
if (Number.isSafeInteger(seed) && process.env['VUON_SEED']) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
