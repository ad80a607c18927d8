/** The parts of the measuring program (`program.ts`) that are the same for every model: C99 that is C++ too. */

/** ticks_now() and elapsed_since(): cycles where the core counts them, else the timer of the port; and their rate. */
export const CLOCK = `#if !defined(CYCLE_COUNTER) && (defined(__ARM_ARCH_7M__) || defined(__ARM_ARCH_7EM__) || \\
				defined(__ARM_ARCH_8M_MAIN__) || defined(__ARM_ARCH_8_1M_MAIN__))
/* The cycle counter of Cortex-M3 and later; emulators and some chips have none. */
#define CYCLE_COUNTER
#define DEMCR (*(volatile uint32_t *)0xe000edfcu)
#define DWT_CTRL (*(volatile uint32_t *)0xe0001000u)
#define DWT_CYCCNT (*(volatile uint32_t *)0xe0001004u)
#define DWT_LAR (*(volatile uint32_t *)0xe0001fb0u)

static uint32_t cycle_count(void)
{
	return DWT_CYCCNT;
}

static int cycles_start(void)
{
	DEMCR |= 1u << 24;
	DWT_LAR = 0xc5acce55u; /* Cortex-M7 locks it */
	DWT_CTRL |= 1u;

	uint32_t before = cycle_count();

	for (volatile int i = 0; i < 100; i++) {
	}
	return cycle_count() != before;
}
#endif

#ifndef TIMER_MASK
#define TIMER_MASK 0xffffffffu
#define TIMER_COUNTS "time"
#define TIMER_NUMERATOR 1u
#define TIMER_DENOMINATOR 1u
#endif

enum { READINGS = 64 };

static int counts_cycles;
static uint32_t reading_overhead; /* ticks that READINGS pairs of readings take, with nothing between the two */

/* Never inline, as the next one: reading the clock must take the same everywhere, or it cannot be subtracted. */
static __attribute__((noinline)) uint32_t ticks_now(void)
{
#ifdef CYCLE_COUNTER
	if (counts_cycles) {
		return cycle_count();
	}
#endif
	return timer_ticks();
}

static __attribute__((noinline)) uint32_t elapsed_since(uint32_t start)
{
	uint32_t ticks = ticks_now() - start;

	return counts_cycles ? ticks : ticks & TIMER_MASK;
}

static void begin_clock(void)
{
#ifdef CYCLE_COUNTER
	counts_cycles = cycles_start();
#endif
	reading_overhead = 0u;
	for (int i = 0; i < READINGS; i++) {
		uint32_t start = ticks_now();

		reading_overhead += elapsed_since(start);
	}
}

/* Ticks per second: cycles are counted over a fifth of a second of the timer, so that nobody need know the clock of the core. */
static uint32_t ticks_per_second(void)
{
#ifdef CYCLE_COUNTER
	if (counts_cycles) {
		const uint32_t hz = timer_hz();
		uint32_t timer = timer_ticks();
		uint32_t cycles = cycle_count();
		uint32_t elapsed;

		do {
			elapsed = timer_ticks() - timer;
		} while (elapsed < hz / 5u);
		return (uint32_t)((uint64_t)(cycle_count() - cycles) * hz / elapsed);
	}
#endif
	return timer_hz();
}

/* Ticks of \`pieces\` pieces, without those of reading the clock. */
static uint64_t without_overhead(uint64_t ticks, uint32_t pieces)
{
	uint64_t overhead = (uint64_t)pieces * reading_overhead / (uint32_t)READINGS;
	uint64_t rest = ticks > overhead ? ticks - overhead : 0u;

	return counts_cycles ? rest : rest * TIMER_NUMERATOR / TIMER_DENOMINATOR;
}
`;

/** put(), put_number(), put_hex(), and the checksum at the end of a line. */
export const LINES = `static uint32_t line_crc;

/* CRC-32 as in zlib, a byte at a time. */
static uint32_t crc_byte(uint32_t crc, uint32_t byte)
{
	crc ^= byte & 0xffu;
	for (int bit = 0; bit < 8; bit++) {
		crc = (crc & 1u) != 0u ? (crc >> 1) ^ 0xedb88320u : crc >> 1;
	}
	return crc;
}

static void put(const char *text)
{
	for (const char *at = text; *at != '\\0'; at++) {
		line_crc = crc_byte(line_crc, (uint32_t)(unsigned char)*at);
	}
	put_text(text);
}

static void put_number(const char *name, uint64_t value)
{
	char digits[21];
	int at = 20;

	digits[at] = '\\0';
	do {
		at--;
		digits[at] = (char)('0' + (int)(value % 10u));
		value /= 10u;
	} while (value != 0u);
	put(name);
	put(&digits[at]);
}

static void put_hex(const char *name, uint32_t value)
{
	char digits[9];

	for (int i = 7; i >= 0; i--) {
		digits[i] = "0123456789abcdef"[value & 15u];
		value >>= 4;
	}
	digits[8] = '\\0';
	put(name);
	put(digits);
}

static void begin_line(const char *kind)
{
	line_crc = 0xffffffffu;
	put(kind);
}

static void end_line(void)
{
	put_hex(" crc=", ~line_crc);
	put_text("\\n");
}
`;

/** stack_pointer(), and stack_probe(), which paints and looks. */
export const STACK = `#if defined(__AVR__)
enum { STACK_AREA = 256 };
#else
enum { STACK_AREA = 1024 };
#endif

#define PAINT 0xa5u

static inline uintptr_t stack_pointer(void)
{
#if defined(__AVR__)
	return (uintptr_t)SP;
#else
	uintptr_t pointer;

#if defined(__x86_64__)
	__asm__ volatile("mov %%rsp, %0" : "=r"(pointer));
#elif defined(__riscv)
	__asm__ volatile("mv %0, sp" : "=r"(pointer));
#else
	__asm__ volatile("mov %0, sp" : "=r"(pointer));
#endif
	return pointer;
#endif
}

/*
 * Paints what lies below its caller's stack, or tells the lowest address where the paint is gone; 0: everywhere. The area is
 * a local variable at the same place in both calls: the functions that are called in between leave their marks in it.
 */
static __attribute__((noinline)) uintptr_t stack_probe(int paint)
{
	volatile unsigned char area[STACK_AREA];
	const uintptr_t lowest = (uintptr_t)area;
	unsigned int at = 0u;

	__asm__ volatile("" : "=m"(area)); /* as far as the compiler knows, it has a value */
	while (at < (unsigned int)STACK_AREA && (paint || area[at] == PAINT)) {
		if (paint) {
			area[at] = PAINT;
		}
		at++;
	}
	return at == 0u ? 0u : lowest + at;
}
`;
