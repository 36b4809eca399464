/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'cd35d0c8487607bf4047e13a7165d8e37ce07cb1f2ed2eeada32d7438efaea99';
