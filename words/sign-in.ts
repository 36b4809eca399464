/** Sign-in, second factor, one's own account (đăng nhập, tài khoản của tôi). */
import { signIn as en } from './en/sign-in.ts';
import { signIn as vi } from './vi/sign-in.ts';
import { subject } from './words.ts';

export const signInText = subject(vi, en);
export type SignInKey = keyof typeof vi;
