import { GENERATED_LICENSE } from '../project.ts';

/** The self-test on the computer at hand: its exit code is the answer. */
export function nativeMain(prefix: string): string {
  return `/* SPDX-License-Identifier: ${GENERATED_LICENSE} */
#include <stdio.h>

#include "${prefix}.h"
#include "self_test.h"
#include "settings.h"

int main(void)
{
	static ${prefix}_t model;
	int passed = self_test_run(&model);

	(void)printf("%s\\nself-test %s: %d/%d windows\\n", MODEL_TITLE, passed == SELF_TEST_WINDOWS ? "passed" : "FAILED", passed,
		     SELF_TEST_WINDOWS);
	return passed == SELF_TEST_WINDOWS ? 0 : 1;
}
`;
}
