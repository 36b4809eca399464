/**
 * Who works here (người đang làm việc), asked once and kept until sign-out or a new sign-in: one keeper for every face. What the
 * person may do is decided by the server. The browser remembers that somebody was signed in, and nothing else, so that a first
 * visit is not told of a session that ended.
 */
import type { SetUpAnswer, SetUpView, SignInAnswer } from '../core/access/views.ts';
import { type Problem, type Result, ok } from '../core/kernel/result.ts';
import type { SessionView } from '../core/views.ts';
import { get, post } from './api.ts';

export type Answer = SignInAnswer<SessionView>;
type Asked<T> = Promise<Result<T, Problem>>;

let kept: SessionView | null = null;

/** The code `not-signed-in` (401) means: to the sign-in page. */
export async function session(): Asked<SessionView> {
  if (kept !== null) return ok(kept);
  const asked = await get<SessionView>('/api/session');
  if (asked.ok) keep(asked.value);
  return asked;
}

export function signIn(username: string, password: string): Asked<Answer> {
  return step(post<Answer>('/api/sign-in', { username, password }));
}

/** An own password in place of the code from the slip. */
export function chooseFirstPassword(password: string): Asked<Answer> {
  return step(post<Answer>('/api/sign-in/password', { password }));
}

export function giveSecondFactor(number: string): Asked<Answer> {
  return step(post<Answer>('/api/sign-in/second-factor', { number }));
}

export function beginSetUp(): Asked<SetUpView> {
  return post<SetUpView>('/api/sign-in/set-up', {});
}

export function confirmSetUp(number: string): Asked<SetUpAnswer<SessionView>> {
  return step(post<SetUpAnswer<SessionView>>('/api/sign-in/set-up/confirm', { number }));
}

/** Signed out here even when the server cannot be told: the person wants to leave. Drafts and unsent forms stay. */
export async function signOut(): Promise<void> {
  kept = null;
  remember(false);
  await post('/api/sign-out', {});
}

/** To be called when the server says that the session is over. */
export function forget(): void {
  kept = null;
}

async function step<T extends Answer>(asking: Asked<T>): Asked<T> {
  const asked = await asking;
  if (asked.ok && 'session' in asked.value) keep(asked.value.session);
  return asked;
}

function keep(session: SessionView): void {
  kept = session;
  remember(true);
}

const MARK = 'vuon.signed-in';

/** Somebody was signed in with this browser and did not sign out. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(MARK) !== null;
  } catch {
    return false;
  }
}

function remember(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(MARK, '1');
    else localStorage.removeItem(MARK);
  } catch {
    // A browser that keeps nothing: the sentence is left out, nothing else.
  }
}
