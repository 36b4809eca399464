/** From where somebody signs in, as they would name it (thiết bị): kind of browser and system, nothing that tells two of a kind apart. */
import type { FastifyRequest } from 'fastify';

const BROWSERS = [
  [/Edg\//, 'Edge'],
  [/coc_coc|CocCoc/i, 'Cốc Cốc'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;
const SYSTEMS = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
] as const;

export function deviceOf(request: FastifyRequest): string {
  const agent = request.headers['user-agent'] ?? '';
  const named = (kinds: readonly (readonly [RegExp, string])[]) => kinds.find(([pattern]) => pattern.test(agent))?.[1];
  return [named(BROWSERS), named(SYSTEMS)].filter((name) => name !== undefined).join(', ');
}
