/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '659cbf30d87e8ad51b75430b262e61da2d7a6dec99720c04201aacc7b24aa857';
