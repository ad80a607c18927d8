import { commentText } from '../../base/identifiers.ts';
import { type FirmwareInput, GENERATED_LICENSE } from '../project.ts';
import type { ChosenFramework } from '../../hardware/board-framework.ts';

export function platformioIni({ board, title }: FirmwareInput, framework: ChosenFramework): string {
  return `; SPDX-License-Identifier: ${GENERATED_LICENSE}
; ${commentText(title)} on ${board.name}

[platformio]
default_envs = ${board.id}

[env:${board.id}]
platform = ${board.platform ?? ''}
board = ${board.id}
${framework === 'none' ? '' : `framework = ${framework}\n`}monitor_speed = 115200
build_src_filter = +<*> -<native.c>

; The firmware that "nas measure" reads: pio run -e ${board.id}-selftest -t upload
[env:${board.id}-selftest]
extends = env:${board.id}
build_flags = -DNAS_SELF_TEST

; The self-test on this computer: pio run -e native -t exec
[env:native]
platform = native
build_src_filter = -<*> +<native.c> +<self_test.c>
build_flags = -std=c99 -Wall -Wextra
`;
}

/** -O2 in place of the frameworks' -Os, which makes the inner loops slower by half. */
export function libraryJson({ model: { prefix }, title }: FirmwareInput): string {
  const manifest = {
    name: prefix,
    version: '1.0.0',
    description: `Recurrent network of the search "${title}"`,
    license: GENERATED_LICENSE,
    headers: `${prefix}.h`,
    frameworks: '*',
    platforms: '*',
    build: { includeDir: 'include', srcDir: 'src', flags: ['-O2'], unflags: ['-Os'] },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** PlatformIO's Zephyr takes the sources from here, and the model from lib/. */
export function zephyrCMake(prefix: string): string {
  return `# SPDX-License-Identifier: ${GENERATED_LICENSE}

cmake_minimum_required(VERSION 3.20.0)
find_package(Zephyr REQUIRED HINTS $ENV{ZEPHYR_BASE})
project(${prefix}_app LANGUAGES C)

target_sources(app PRIVATE ../src/main.c ../src/measure.c ../src/self_test.c)
`;
}
