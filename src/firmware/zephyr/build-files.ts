import { type FirmwareInput, GENERATED_LICENSE } from '../project.ts';
import { selfTestWindows } from '../self-test.ts';

const license = `# SPDX-License-Identifier: ${GENERATED_LICENSE}`;

/** Only what every board has: an unknown CONFIG_ symbol, or one that a board cannot satisfy, ends the build. */
export const PRJ_CONF = `${license}

# The model is integer arithmetic: no CONFIG_FPU, no heap.
CONFIG_MAIN_STACK_SIZE=2048
`;

export function appCMake(prefix: string): string {
  return `${license}

cmake_minimum_required(VERSION 3.20.0)

list(APPEND EXTRA_ZEPHYR_MODULES \${CMAKE_CURRENT_SOURCE_DIR}/modules/${prefix})
find_package(Zephyr REQUIRED HINTS $ENV{ZEPHYR_BASE})
project(${prefix}_app LANGUAGES C)

target_sources(app PRIVATE
	src/main.c
	src/measure.c
	src/self_test.c
)

# west build … -- -DNAS_SELF_TEST=1: the firmware that "nas measure" reads
if(NAS_SELF_TEST)
	target_compile_definitions(app PRIVATE NAS_SELF_TEST)
endif()
`;
}

export function moduleYml(prefix: string): string {
  return `${license}
name: ${prefix}
build:
  cmake: .
`;
}

/** -O2 whatever the application says: -Os makes the inner loops slower by half, -O3 larger and no faster. */
export function moduleCMake(prefix: string): string {
  return `${license}

zephyr_include_directories(include)

zephyr_library_named(${prefix})
zephyr_library_sources(src/${prefix}.c)
zephyr_library_compile_options(-O2)
`;
}

/** For twister: build, flash or emulate, and look for the line of the self-test on the console. */
export function sampleYaml(input: FirmwareInput): string {
  const windows = selfTestWindows(input);
  const platforms = ['native_sim', ...(input.board.zephyr === undefined ? [] : [input.board.zephyr])];
  return `${license}
sample:
  name: ${JSON.stringify(input.title)}
  description: A recurrent network that checks itself on ${windows} stored windows
common:
  tags: neural_network
  harness: console
  harness_config:
    type: one_line
    regex:
      - "self-test passed: ${windows}/${windows} windows"
tests:
  app.${input.model.prefix}.self_test:
    integration_platforms:
${platforms.map((name) => `      - ${name}`).join('\n')}
`;
}
