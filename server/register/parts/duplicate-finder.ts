/** The worker of `duplicates-worker.ts`: gets people, answers who may be written twice. */
import { parentPort } from 'node:worker_threads';
import { findDuplicates } from '../../../core/register/duplicates/find.ts';
import type { Person } from '../../../core/register/duplicates/person.ts';

parentPort?.once('message', (people: readonly Person[]) => parentPort?.postMessage(findDuplicates(people).candidates));
