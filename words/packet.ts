/** Texts of a hamlet's packet of papers (lời của tập giấy tờ ấp, khóm, khu). */
import { packet as en } from './en/packet.ts';
import { packet as vi } from './vi/packet.ts';
import { subject } from './words.ts';

export const packetText = subject(vi, en);
export type PacketKey = keyof typeof vi;
