import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../src/notebook/message.js';

const frames = (parts: string[]) => parts.map((part) => Buffer.from(part));

describe('encode(key, session, type, content)', () => {
  it('signs the four parts with HMAC-SHA256', () => {
    const { frames: sent } = encode('key', 'session', 'execute_request', { code: '1 + 1' });
    expect(sent).toHaveLength(6);
    expect(sent[0]).toBe('<IDS|MSG>');
    expect(sent[1]).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.parse(sent[2]!)).toMatchObject({ msg_type: 'execute_request', session: 'session', version: '5.3' });
    expect(JSON.parse(sent[5]!)).toEqual({ code: '1 + 1' });
  });
});

describe('decode(key, frames)', () => {
  it('reads what was encoded, with or without routing frames before it', () => {
    const { frames: sent } = encode('key', 'session', 'status', { execution_state: 'idle' });
    for (const routing of [[], ['topic']])
      expect(decode('key', frames([...routing, ...sent]))).toEqual({
        type: 'status',
        parentId: undefined,
        content: { execution_state: 'idle' },
      });
  });

  it('reads a signature made elsewhere: RFC 4231, case 2, keys and text', () => {
    // HMAC-SHA256("Jefe", "what do ya want for nothing?"), split over the parts; the parts are no JSON, so the
    // signature passes and the reading fails.
    const signature = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    expect(() => decode('Jefe', frames(['<IDS|MSG>', signature, 'what do ', 'ya want ', 'for ', 'nothing?']))).toThrow(
      SyntaxError,
    );
  });

  it('refuses a wrong signature, another key, a missing part', () => {
    const { frames: sent } = encode('key', 'session', 'status', {});
    expect(() => decode('other key', frames(sent))).toThrow(/signature/);
    expect(() =>
      decode('key', frames([sent[0]!, sent[1]!, sent[2]!, sent[3]!, sent[4]!, '{"execution_state":"idle"}'])),
    ).toThrow(/signature/);
    expect(() => decode('key', frames(sent.slice(0, 5)))).toThrow(/misses a part/);
    expect(() => decode('key', frames(['no', 'delimiter']))).toThrow(/no signature/);
  });
});
