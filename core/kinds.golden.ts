/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '5ae49b2c4388a5cb59cfaefff49c42b34b84e63f6a533dac865808cbeea63ead';
