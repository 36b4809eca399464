/**
 * How many households of a commune are asked again (cỡ mẫu hậu kiểm). Our own [M], from 1 September 2026: no decision asks for back-checks. Twenty
 * give an interval of some twenty of a hundred to either side, which tells a commune where half is invented from one where nothing is.
 */
export const BACK_CHECKS = { usual: 20, most: 200, unit: 'households', from: '2026-09-01', sure: 'M' } as const;
