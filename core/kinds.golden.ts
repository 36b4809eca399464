/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'ee1b7a88bd99c021120484571555b2b105db4798f19b8a04ab5ffd79513cd16e';
