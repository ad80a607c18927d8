/**
 * Four sums, two values, a weight and a sign are 22 of 28 registers that AVR has besides pointers: its compiler keeps the
 * address of the weights in memory instead, and gives up where assembly of a pair asks it for these. A product of 24 bits is
 * added in two halves, each with its sign in r21.
 */
export const AVR_SOURCE = [
  '/* Weight r20 (or r18) times value r17:r16 (or r19:r18). */',
  '#define ADD_PRODUCT(sum, w, low, high) \\',
  '    "mulsu " w ", " low "\\n\\tsbc r21, r21\\n\\tadd %A[" sum "], r0\\n\\tadc %B[" sum "], r1\\n\\tadc %C[" sum "], r21\\n\\t" \\',
  '    "adc %D[" sum "], r21\\n\\tmuls " w ", " high "\\n\\tsbc r21, r21\\n\\tadd %B[" sum "], r0\\n\\tadc %C[" sum "], r1\\n\\t" \\',
  '    "adc %D[" sum "], r21\\n\\t"',
  '',
  '/* Columns in pairs, at least one: 17.6 cycles a product. */',
  '#define PAIRS_LOOP(body) \\',
  '    do { \\',
  '        register int32_t a __asm__("r2") = sum->a, b __asm__("r6") = sum->b; \\',
  '        register int32_t c __asm__("r10") = sum->c, d __asm__("r22") = sum->d; \\',
  '        register const void *last __asm__("r14") = end; \\',
  ' \\',
  '        __asm__ volatile("1:\\n\\t" body "cp %A[v], %A[end]\\n\\tcpc %B[v], %B[end]\\n\\tbreq 2f\\n\\trjmp 1b\\n2:\\n\\tclr r1" \\',
  '            : [a] "+r"(a), [b] "+r"(b), [c] "+r"(c), [d] "+r"(d), [w] "+z"(w), [v] "+x"(*v) \\',
  '            : [end] "r"(last) \\',
  '            : "r16", "r17", "r18", "r19", "r20", "r21", "memory"); \\',
  '        sum->a = a; \\',
  '        sum->b = b; \\',
  '        sum->c = c; \\',
  '        sum->d = d; \\',
  '    } while (0)',
  '',
  '#define FIRST(row) "lpm r20, Z+\\n\\t" ADD_PRODUCT(row, "r20", "r16", "r17")',
  '#define SECOND(row) "lpm r20, Z+\\n\\t" ADD_PRODUCT(row, "r20", "r18", "r19")',
  '',
  'INLINE CONSTANT int8_t *add_pairs(four_sums *sum, CONSTANT int8_t *w, const int16_t **v, const int16_t *end)',
  '{',
  '    PAIRS_LOOP("ld r16, X+\\n\\tld r17, X+\\n\\tld r18, X+\\n\\tld r19, X+\\n\\t" FIRST("a") FIRST("b") SECOND("a") SECOND("b")',
  '               FIRST("c") FIRST("d") SECOND("c") SECOND("d"));',
  '    return w;',
  '}',
];

export const AVR_NIBBLE_SOURCE = [
  '#define BYTE(upper, lower) \\',
  '    "lpm r18, Z+\\n\\tmov r20, r18\\n\\tandi r20, 240\\n\\t" ADD_PRODUCT(upper, "r20", "r16", "r17") \\',
  '    "swap r18\\n\\tandi r18, 240\\n\\t" ADD_PRODUCT(lower, "r18", "r16", "r17")',
  '#define COLUMN "ld r16, X+\\n\\tld r17, X+\\n\\t" BYTE("a", "c") BYTE("b", "d")',
  '',
  'INLINE CONSTANT int8_t *add_nibble_pairs(four_sums *sum, CONSTANT int8_t *w, const int16_t **v, const int16_t *end)',
  '{',
  '    PAIRS_LOOP(COLUMN COLUMN);',
  '    return w;',
  '}',
];

export const AVR_NARROW_SOURCE = [
  '/* Of a vector of eight bits: 11.1 cycles a product. */',
  '#define BYTES(sum, x) \\',
  '    "lpm r20, Z+\\n\\tmuls r20, " x "\\n\\tsbc r21, r21\\n\\tadd %A[" sum "], r0\\n\\tadc %B[" sum "], r1\\n\\t" \\',
  '    "adc %C[" sum "], r21\\n\\tadc %D[" sum "], r21\\n\\t"',
  '#define BYTES_OF_TWO(first, second) BYTES(first, "r16") BYTES(second, "r16") BYTES(first, "r17") BYTES(second, "r17")',
  '',
  'INLINE CONSTANT int8_t *add_narrow_pairs(four_sums *sum, CONSTANT int8_t *w, const int8_t **v, const int8_t *end)',
  '{',
  '    PAIRS_LOOP("ld r16, X+\\n\\tld r17, X+\\n\\t" BYTES_OF_TWO("a", "b") BYTES_OF_TWO("c", "d"));',
  '    return w;',
  '}',
];
