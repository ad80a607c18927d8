import type { ChosenFramework } from '../../hardware/board-framework.ts';
import type { MeasuringPort } from './program.ts';

/** Measures for ever, so that whoever listens later hears a whole measurement too. */
const forEver = (pause: string): string => `void self_test_measure(void)
{
	for (;;) {
		(void)measure();
		${pause}
	}
}
`;

export const ZEPHYR_MEASURING: MeasuringPort = {
  includes: `#if __has_include(<zephyr/kernel.h>)
#include <zephyr/kernel.h>
#include <zephyr/sys/printk.h>
#else /* before Zephyr 3.1 */
#include <zephyr.h>
#include <sys/printk.h>
#endif
`,
  functions: `static void put_text(const char *text)
{
	printk("%s", text);
}

static uint32_t timer_ticks(void)
{
	return k_cycle_get_32();
}

static uint32_t timer_hz(void)
{
	return (uint32_t)sys_clock_hw_cycles_per_sec();
}
`,
  entry: forEver('(void)k_msleep(2000);'),
};

const microseconds = (now: string): string => `static uint32_t timer_ticks(void)
{
	return (uint32_t)${now};
}

static uint32_t timer_hz(void)
{
	return 1000000u;
}
`;

/** C++, on every core. */
const ARDUINO: MeasuringPort = {
  includes: '#include <Arduino.h>\n',
  functions: `static void put_text(const char *text)
{
	Serial.print(text);
}

${microseconds('micros()')}
#if defined(ARDUINO_ARCH_ESP32) || defined(ARDUINO_ARCH_ESP8266)
#define CYCLE_COUNTER
static uint32_t cycle_count(void)
{
	return ESP.getCycleCount();
}

static int cycles_start(void)
{
	return 1;
}
#endif
`,
  entry: forEver('delay(2000);'),
};

const ESPIDF: MeasuringPort = {
  includes: `#include <stdio.h>

#include <esp_timer.h>
#include <freertos/FreeRTOS.h>
#include <freertos/task.h>
#if __has_include(<esp_cpu.h>) && __has_include(<esp_idf_version.h>)
#include <esp_cpu.h>
#include <esp_idf_version.h>
#endif
`,
  functions: `static void put_text(const char *text)
{
	(void)fputs(text, stdout);
}

${microseconds('esp_timer_get_time()')}
#if defined(ESP_IDF_VERSION_MAJOR) && ESP_IDF_VERSION_MAJOR >= 5
#define CYCLE_COUNTER
static uint32_t cycle_count(void)
{
	return (uint32_t)esp_cpu_get_cycle_count();
}

static int cycles_start(void)
{
	return 1;
}
#endif
`,
  entry: forEver('vTaskDelay(2000u / portTICK_PERIOD_MS);'),
};

/** Mbed OS 6, C++. */
const MBED: MeasuringPort = {
  includes: '#include "mbed.h"\n',
  functions: `static void put_text(const char *text)
{
	(void)fputs(text, stdout);
	(void)fflush(stdout);
}

${microseconds('us_ticker_read()')}`,
  entry: forEver(`for (uint32_t start = timer_ticks(); timer_ticks() - start < 2000000u;) {
		}`),
};

/** Frameworks without a console and a common clock. A function self_test_console of the user's replaces ours. */
const PLAIN: MeasuringPort = {
  includes: '',
  functions: `/* What was said last, for the debugger. Define this function in a file of yours to send it to your UART. */
char self_test_log[2048];

void self_test_console(const char *text);

__attribute__((weak)) void self_test_console(const char *text)
{
	static unsigned int at;

	while (*text != '\\0') {
		self_test_log[at] = *text++;
		at = (at + 1u) % (unsigned int)sizeof(self_test_log);
	}
}

static void put_text(const char *text)
{
	self_test_console(text);
}

/* No timer is known here: without a cycle counter, or a timer of your chip in this place, there are answers and no times. */
static uint32_t timer_ticks(void)
{
	static uint32_t looks;

	return looks++;
}

static uint32_t timer_hz(void)
{
	return 0u;
}
`,
  entry: `void self_test_measure(void)
{
	(void)measure();
	for (;;) {
	}
}
`,
};

export function platformioMeasuring(framework: ChosenFramework): MeasuringPort {
  switch (framework) {
    case 'arduino':
      return ARDUINO;
    case 'mbed':
      return MBED;
    case 'espidf':
      return ESPIDF;
    case 'zephyr':
      return ZEPHYR_MEASURING;
    default:
      return PLAIN;
  }
}

/** The computer at hand. The exit code says whether all windows passed. */
export const NATIVE_MEASURING: MeasuringPort = {
  includes: `#define _POSIX_C_SOURCE 199309L
#include <stdio.h>
#include <time.h>

`,
  functions: `#undef BOARD_ID
#define BOARD_ID "native"

static void put_text(const char *text)
{
	(void)fputs(text, stdout);
}

static uint32_t timer_ticks(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint32_t)((uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec);
}

static uint32_t timer_hz(void)
{
	return 1000000000u;
}
`,
  entry: `int main(void)
{
	return measure() == SELF_TEST_WINDOWS ? 0 : 1;
}
`,
};
