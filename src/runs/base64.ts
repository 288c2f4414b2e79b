/** The bytes of float32 numbers, little-endian as on every machine that Node.js runs on, as text. */
export function toBase64(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

/** The numbers of a text made by `toBase64`. */
export function fromBase64(text: string): Float32Array {
  return new Float32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);
}
