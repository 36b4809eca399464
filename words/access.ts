/** Names of roles and actions (tên vai trò, việc được làm). */
import { access as en } from './en/access.ts';
import { access as vi } from './vi/access.ts';
import { subject } from './words.ts';

export const accessText = subject(vi, en);
