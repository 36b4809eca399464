/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'c81ce8667d71ff392895755aa39d6eb6fe00d3644d26a4bc7cb9080dad40f219';
