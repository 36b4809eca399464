/**
 * Who holds this phone (người đang làm việc), asked once and kept until sign-out or a new sign-in; pages get it from the
 * layout. What the person may do is decided by the server.
 */
import type { Problem, Result } from '../../core/kernel/result.ts';
import type { SessionView } from '../../core/views.ts';
import { get, post } from '../../ui/api.ts';

let kept: SessionView | null = null;

/** The code `not-signed-in` (401) means: to the sign-in page. */
export async function session(): Promise<Result<SessionView, Problem>> {
  if (kept !== null) return { ok: true, value: kept };
  const asked = await get<SessionView>('/api/session');
  if (asked.ok) kept = asked.value;
  return asked;
}

export async function signIn(username: string, password: string): Promise<Result<SessionView, Problem>> {
  const asked = await post<{ readonly session: SessionView }>('/api/sign-in', { username, password });
  if (!asked.ok) return asked;
  kept = asked.value.session;
  return { ok: true, value: kept };
}

/** Signed out here even when the server cannot be told: the person wants to leave. Drafts and unsent forms stay. */
export async function signOut(): Promise<void> {
  kept = null;
  await post('/api/sign-out', {});
}

/** To be called when the server says that the session is over. */
export function forget(): void {
  kept = null;
}
