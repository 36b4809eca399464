/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '51e14985dafdd0a949967ef934540357aa56440a16e1032394c50426fc6d0175';
