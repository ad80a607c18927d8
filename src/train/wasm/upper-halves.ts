import { isUtf8 } from 'node:buffer';

/** Enough for the vector instructions of the check below. */
const BYTES = new Uint8Array(64);

/**
 * Kernels whose operations V8 has joined in 256 bits leave the upper halves of the vector registers in use, and each
 * instruction of an older encoding then waits for them (Intel 64 Optimization Manual, "Mixing AVX code with SSE code"). V8's
 * `Math.exp` is made of those: 177 ns instead of 7 on an Intel Xeon. Node's check for UTF-8 gives them up when it ends, as
 * compiled AVX code does (VZEROUPPER); JavaScript has no instruction for it.
 */
export function giveUpUpperHalves(): void {
  isUtf8(BYTES);
}
