import type { Port } from '../application.ts';

const loopForever = `	start();
	for (;;) {
		wait_for_sample();
		take_sample();
	}
`;

/** C++, on every core. */
export const ARDUINO_PORT: Port = {
  includes: '#include <Arduino.h>\n',
  functions: `static void say(const char *line)
{
	Serial.println(line);
}

static uint32_t clock_now(void)
{
	return (uint32_t)micros();
}

static uint32_t clock_us(uint32_t elapsed)
{
	return elapsed;
}

static void wait_for_sample(void)
{
	static uint32_t last = clock_now();

	while (clock_now() - last < SAMPLING_PERIOD_US) {
		yield();
	}
	last += SAMPLING_PERIOD_US;
}
`,
  entry: `void setup()
{
	Serial.begin(115200);
	while (!Serial && millis() < 3000) {
		/* boards with a USB port of their own need a moment */
	}
	start();
}

void loop()
{
	wait_for_sample();
	take_sample();
}
`,
};

/** ESP-IDF. */
export const ESPIDF_PORT: Port = {
  includes: `#include <esp_timer.h>
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>
`,
  functions: `static void say(const char *line)
{
	printf("%s\\n", line);
}

static uint32_t clock_now(void)
{
	return (uint32_t)esp_timer_get_time();
}

static uint32_t clock_us(uint32_t elapsed)
{
	return elapsed;
}

/* Sleeps for whole ticks and spins for the rest: the tick of FreeRTOS is 10 ms, too long for most sensors. */
static void wait_for_sample(void)
{
	static uint32_t last;
	const uint32_t tick_us = portTICK_PERIOD_MS * 1000u;

	if (last == 0u) {
		last = clock_now();
	}
	while (clock_now() - last < SAMPLING_PERIOD_US) {
		if (SAMPLING_PERIOD_US - (clock_now() - last) > 2u * tick_us) {
			vTaskDelay(1);
		}
	}
	last += SAMPLING_PERIOD_US;
}
`,
  entry: `void app_main(void);

void app_main(void)
{
${loopForever}}
`,
};

/** Mbed OS 6, C++. */
export const MBED_PORT: Port = {
  includes: '#include "mbed.h"\n',
  functions: `static void say(const char *line)
{
	printf("%s\\n", line);
}

static uint32_t clock_now(void)
{
	return us_ticker_read();
}

static uint32_t clock_us(uint32_t elapsed)
{
	return elapsed;
}

static void wait_for_sample(void)
{
	static uint32_t last = clock_now();

	while (clock_now() - last < SAMPLING_PERIOD_US) {
	}
	last += SAMPLING_PERIOD_US;
}
`,
  entry: `int main()
{
${loopForever}}
`,
};

/**
 * Frameworks that bring a start-up but no console and no common clock (STM32Cube, CMSIS, libopencm3), and none at all.
 * The result is for the debugger; Cortex-M3 and later count cycles.
 */
export const PLAIN_PORT: Port = {
  includes: '',
  functions: `/* No console here: look at it with the debugger, or send it to your UART. */
char last_line[80];

static void say(const char *line)
{
	(void)snprintf(last_line, sizeof(last_line), "%s", line);
}

#if defined(__ARM_ARCH_7M__) || defined(__ARM_ARCH_7EM__) || defined(__ARM_ARCH_8M_MAIN__)
/* The cycle counter of the core. Put your clock here, if it is not the one that the chip starts with. */
#define CLOCK_HZ 16000000u
#define DEMCR (*(volatile uint32_t *)0xe000edfcu)
#define DWT_CTRL (*(volatile uint32_t *)0xe0001000u)
#define DWT_CYCCNT (*(volatile uint32_t *)0xe0001004u)

static uint32_t clock_now(void)
{
	DEMCR |= 1u << 24;
	DWT_CTRL |= 1u;
	return DWT_CYCCNT;
}

static uint32_t clock_us(uint32_t elapsed)
{
	return elapsed / (CLOCK_HZ / 1000000u);
}
#else
/* Put a timer of your chip here. Until then, every look at the clock counts as 10 ms. */
static uint32_t clock_now(void)
{
	static uint32_t looks;

	return looks++ * 10000u;
}

static uint32_t clock_us(uint32_t elapsed)
{
	return elapsed;
}
#endif

static void wait_for_sample(void)
{
	/* Wait for your timer here, SAMPLING_PERIOD_US after the last sample. */
}
`,
  entry: `int main(void)
{
${loopForever}}
`,
};
