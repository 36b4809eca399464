/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '07054bdb94e193cef6a47daaa2c063a83efca2bca969e8ae13847dc6597d8404';
