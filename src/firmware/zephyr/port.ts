import type { Port } from '../application.ts';

/** Zephyr 3.1 and later. */
export const ZEPHYR_PORT: Port = {
  includes: `#include <zephyr/kernel.h>
#include <zephyr/sys/printk.h>
`,
  functions: `static void say(const char *line)
{
	printk("%s\\n", line);
}

static uint32_t clock_now(void)
{
	return k_cycle_get_32();
}

static uint32_t clock_us(uint32_t elapsed)
{
	return k_cyc_to_us_floor32(elapsed);
}

K_TIMER_DEFINE(sampling_timer, NULL, NULL);

static void wait_for_sample(void)
{
	static int running;

	if (!running) {
		k_timer_start(&sampling_timer, K_USEC(SAMPLING_PERIOD_US), K_USEC(SAMPLING_PERIOD_US));
		running = 1;
	}
	(void)k_timer_status_sync(&sampling_timer);
}
`,
  entry: `int main(void)
{
	start();
	for (;;) {
		wait_for_sample();
		take_sample();
	}
	return 0;
}
`,
};

/** Also Zephyr 2.7, which PlatformIO still ships for the boards of Nordic. */
export const ZEPHYR_2_PORT: Port = {
  ...ZEPHYR_PORT,
  includes: `#if __has_include(<zephyr/kernel.h>)
#include <zephyr/kernel.h>
#include <zephyr/sys/printk.h>
#else /* before Zephyr 3.1 */
#include <zephyr.h>
#include <sys/printk.h>
#endif
`,
};
