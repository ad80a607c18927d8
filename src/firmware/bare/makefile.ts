import { MODEL_FLAGS } from '../core-flags.ts';
import { GENERATED_LICENSE } from '../project.ts';
import { type BareBuild, SOURCES } from './build.ts';

const license = `# SPDX-License-Identifier: ${GENERATED_LICENSE}`;

/** The part of the Makefile that differs between machines. */
export function machineMakefile(build: BareBuild): string {
  return `${license}
# ${build.board.name}: ${build.board.core}
CROSS = ${build.target.tools}
CORE_FLAGS = ${build.target.flags.join(' ')}
SOURCE_FLAGS = ${build.sourceFlags.join(' ')}
LINK_FLAGS = ${build.linkFlags.join(' ')}
STARTUP = ${build.startup}
QEMU = ${build.board.emulator.program} ${build.emulatorArguments.join(' ')}
`;
}

export function makefile(prefix: string, machines: readonly string[], usual: string): string {
  return String.raw`${license}
#
#   make run                      build, run, and compare with what the model must answer
#   make run MACHINE=microbit     on another core: ${machines.join(', ')}
#   make size                     flash and RAM of the model, and of the whole image
MACHINE ?= ${usual}
include machines/$(MACHINE).mk

MODEL_FLAGS = ${MODEL_FLAGS.join(' ')}
SOURCES = $(STARTUP) ${SOURCES.join(' ')}
BUILD = build/$(MACHINE)

.PHONY: all run size clean
all: $(BUILD)/firmware.elf

$(BUILD)/${prefix}.o: model/${prefix}.c model/${prefix}.h
	@mkdir -p $(BUILD)
	$(CROSS)gcc $(CORE_FLAGS) $(MODEL_FLAGS) -Imodel -c $< -o $@

$(BUILD)/firmware.elf: $(BUILD)/${prefix}.o $(SOURCES) $(wildcard src/*.h machines/*.ld)
	$(CROSS)gcc $(CORE_FLAGS) $(MODEL_FLAGS) $(SOURCE_FLAGS) $(SOURCES) $(BUILD)/${prefix}.o $(LINK_FLAGS) -lgcc -Wl,-Map=$(BUILD)/firmware.map -o $@

run: $(BUILD)/firmware.elf
	@rm -f outputs.bin
	$(QEMU) $(BUILD)/firmware.elf
	@cmp outputs.bin expected.bin
	@echo "bit for bit what the model must answer"

size: $(BUILD)/firmware.elf
	$(CROSS)size $(BUILD)/${prefix}.o $(BUILD)/firmware.elf

clean:
	rm -rf build outputs.bin
`;
}
