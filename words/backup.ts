/** Texts about backup and restore (sao lưu, khôi phục). */
import { backup as en } from './en/backup.ts';
import { backup as vi } from './vi/backup.ts';
import { subject } from './words.ts';

export const backupText = subject(vi, en);
