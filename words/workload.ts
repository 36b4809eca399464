/** Texts of what is left to visit and the plan to be through in time (lời của trang khối lượng rà soát). */
import { workload as en } from './en/workload.ts';
import { workload as vi } from './vi/workload.ts';
import { subject } from './words.ts';

export const workloadText = subject(vi, en);
