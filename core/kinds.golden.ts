/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '5c72b35b02d0d6e77fe70a8a80a11b953f2d205bc2e21e6583ca3cdbfb10b702';
