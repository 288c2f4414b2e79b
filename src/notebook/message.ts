import { createHmac, randomUUID } from 'node:crypto';

/** A message of the Jupyter protocol, version 5.3. */
export interface Message {
  type: string;
  /** Id of the request that this message answers. */
  parentId?: string;
  content: Record<string, unknown>;
}

const DELIMITER = '<IDS|MSG>';

const sign = (key: string, parts: (string | Buffer)[]): string =>
  parts.reduce((hash, part) => hash.update(part), createHmac('sha256', key)).digest('hex');

/**
 * Frames of a signed request, and its id.
 *
 * Source: https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
 */
export function encode(
  key: string,
  session: string,
  type: string,
  content: Record<string, unknown>,
): { id: string; frames: string[] } {
  const id = randomUUID();
  const header = {
    msg_id: id,
    session,
    username: 'dice-workbook',
    date: new Date().toISOString(),
    msg_type: type,
    version: '5.3',
  };
  const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
  return { id, frames: [DELIMITER, sign(key, parts), ...parts] };
}

/** Reads the frames of a message; its signature must be right. */
export function decode(key: string, frames: Buffer[]): Message {
  const start = frames.findIndex((frame) => frame.toString() === DELIMITER);
  const [signature, ...parts] = frames.slice(start + 1);
  if (start < 0 || parts.length < 4) throw new Error('a message from the kernel has no signature or misses a part.');
  if (signature!.toString() !== sign(key, parts))
    throw new Error("a message from the kernel carries a signature that is not this session's.");
  const [header, parent, , content] = parts.map((part) => JSON.parse(part.toString()) as Record<string, unknown>);
  return { type: header!.msg_type as string, parentId: parent!.msg_id as string | undefined, content: content! };
}
