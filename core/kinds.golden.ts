/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '799b8163bd53f672238e819f31607fe6ef05d584e6161895784c426ee4d05d25';
