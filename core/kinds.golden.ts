/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '09004e898d93f4b191361c77b6d6fa936fa7aa049abdd685df291d92c48878f9';
