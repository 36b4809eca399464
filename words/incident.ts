/** Texts of incidents with data of people (lời của sự cố dữ liệu cá nhân). */
import { incident as en } from './en/incident.ts';
import { incident as vi } from './vi/incident.ts';
import { subject } from './words.ts';

export const incidentText = subject(vi, en);
export type IncidentKey = keyof typeof vi;
