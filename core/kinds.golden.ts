/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '487457d291c42f649a803151e7041ebf4e744e752c80fa7ce96d0c58ca49f66a';
