/*
 * Series of a batch side by side in vector registers. Every row of numbers is LANES wide, one lane per series, and is
 * worked on as VECTORS registers; nothing below mixes lanes but `sum_lanes`.
 */
#ifndef LANES_H
#define LANES_H

/* `-DREAL=double` is for checks of gradients. */
#ifndef REAL
#define REAL float
#define SINGLE 1
#else
#define SINGLE 0
#endif
typedef REAL real;

#if SINGLE && (defined(__AVX512F__) || defined(__AVX__) || defined(__SSE__))
#include <immintrin.h>
#endif

#if SINGLE && defined(__AVX512F__)
enum { WIDTH = 16, REGISTERS = 32 };
#define LIMIT(name, x, y) ((vec)_mm512_##name##_ps((__m512)(x), (__m512)(y)))
#elif SINGLE && defined(__AVX__)
enum { WIDTH = 8, REGISTERS = 16 };
#define LIMIT(name, x, y) ((vec)_mm256_##name##_ps((__m256)(x), (__m256)(y)))
#elif SINGLE && defined(__SSE__)
enum { WIDTH = 4, REGISTERS = 16 };
#define LIMIT(name, x, y) ((vec)_mm_##name##_ps((__m128)(x), (__m128)(y)))
#else
enum { WIDTH = 4, REGISTERS = 32 };
#endif
enum { VECTORS = 2, LANES = VECTORS * WIDTH };

#define INLINE static inline __attribute__((always_inline))

typedef real vec __attribute__((vector_size(WIDTH * sizeof(real))));
typedef real quad __attribute__((vector_size(4 * sizeof(real))));
typedef vec vec_memory __attribute__((may_alias));
typedef quad quad_memory __attribute__((may_alias));

INLINE vec load(const real *from) { return *(const vec_memory *)from; }
INLINE void store(real *to, vec x) { *(vec_memory *)to = x; }
INLINE vec splat(real x) { return x - (vec){0}; }

/* x within ±limit */
INLINE vec clamp(vec x, real limit)
{
#ifdef LIMIT
    return LIMIT(max, LIMIT(min, x, splat(limit)), splat(-limit));
#else
    for (int lane = 0; lane < WIDTH; lane++) x[lane] = x[lane] > limit ? limit : x[lane] < -limit ? -limit : x[lane];
    return x;
#endif
}

/* x·P(x²)/Q(x²), within 5e-7 of tanh */
INLINE vec tanh_of(vec x)
{
    x = clamp(x, (real)7.6);
    vec s = x * x;
    vec p = ((splat((real)1.17308985e-5) * s + (real)2.97734748e-3) * s + (real)1.29494517e-1) * s + (real)9.99999587e-1;
    vec q = (splat((real)2.55959044e-7) * s + (real)2.42493943e-4) * s + (real)2.39211851e-2;
    q = (q * s + (real)4.62826283e-1) * s + 1;
    return x * p / q;
}

/* σ(2·x): the half that σ wants is in the weights already. */
INLINE vec sigmoid_of_twice(vec x) { return tanh_of(x) * (real)0.5 + (real)0.5; }

/* The lanes of a vector folded to four sums. */
INLINE quad fold(vec x)
{
    union { vec whole; quad quarters[WIDTH / 4]; } parts = {x};
    quad sum = parts.quarters[0];
    for (int quarter = 1; quarter < WIDTH / 4; quarter++) sum += parts.quarters[quarter];
    return sum;
}

/* to[n] += the sum over the lanes of x[n], four numbers */
INLINE void sum_lanes(real *to, vec x0, vec x1, vec x2, vec x3)
{
    quad a = fold(x0), b = fold(x1), c = fold(x2), d = fold(x3);
    quad ab = __builtin_shufflevector(a, b, 0, 4, 1, 5) + __builtin_shufflevector(a, b, 2, 6, 3, 7);
    quad cd = __builtin_shufflevector(c, d, 0, 4, 1, 5) + __builtin_shufflevector(c, d, 2, 6, 3, 7);
    *(quad_memory *)to += __builtin_shufflevector(ab, cd, 0, 1, 4, 5) + __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
}

/* The sum of all lanes of a row. */
INLINE real sum_row(const real *row)
{
    real sum = 0;
    for (int lane = 0; lane < LANES; lane++) sum += row[lane];
    return sum;
}

#endif
