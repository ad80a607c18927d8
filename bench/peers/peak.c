/*
 * The peak rate of multiply-adds of one core, in GFLOP/s, two operations each: prints it for the widest vectors of the
 * machine, and for 128-bit ones.
 *
 *     gcc -O3 -march=native -fno-tree-slp-vectorize peak.c -o peak
 */
#include <stdio.h>
#include <time.h>

#if defined(__AVX512F__)
enum { WIDEST = 64 };
#elif defined(__AVX__)
enum { WIDEST = 32 };
#else
enum { WIDEST = 16 };
#endif

/* Independent sums: enough for two units of four cycles' latency, and few enough for 16 registers. */
enum { SUMS = 12, ROUNDS = 20, REPEATS = 500000 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + 1e-9 * time.tv_nsec;
}

/* Nothing that the compiler could compute ahead, or leave out. */
static volatile float decay = 0.999f, growth = 0.01f, sink;

/* Defines a function that returns the best rate of some rounds, with vectors of so many bytes. */
#define DEFINE_PEAK(name, bytes)                                                                    \
    static double name(void)                                                                        \
    {                                                                                               \
        typedef float vec __attribute__((vector_size(bytes)));                                      \
        double best = 0;                                                                            \
        for (int round = 0; round < ROUNDS; round++) {                                              \
            vec sums[SUMS], factor = (vec){0} + decay, term = (vec){0} + growth;                    \
            for (int i = 0; i < SUMS; i++) sums[i] = (vec){0} + (float)i;                           \
            double begin = now();                                                                   \
            for (long n = 0; n < REPEATS; n++)                                                      \
                _Pragma("GCC unroll 12") for (int i = 0; i < SUMS; i++)                             \
                    sums[i] = sums[i] * factor + term;                                              \
            double rate = 2.0 * bytes / sizeof(float) * SUMS * REPEATS / (now() - begin) / 1e9;     \
            for (int i = 0; i < SUMS; i++) sink += sums[i][0] + sums[i][bytes / sizeof(float) - 1]; \
            if (rate > best) best = rate;                                                           \
        }                                                                                           \
        return best;                                                                                \
    }

DEFINE_PEAK(peak_widest, WIDEST)
DEFINE_PEAK(peak_128, 16)

int main(void)
{
    double widest = peak_widest(), narrow = peak_128();
    printf("{\"native\":%.2f,\"simd128\":%.2f}\n", widest, narrow);
    return 0;
}
