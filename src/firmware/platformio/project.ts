import { UserError } from '../../base/errors.ts';
import { type Port, application } from '../application.ts';
import { NATIVE_MEASURING, platformioMeasuring } from '../measure/ports.ts';
import { measuringProgram, selfTestBuild } from '../measure/program.ts';
import type { FileContent, FirmwareInput, ProjectTree } from '../project.ts';
import { selfTestFiles } from '../self-test.ts';
import { PRJ_CONF } from '../zephyr/build-files.ts';
import { ZEPHYR_2_PORT } from '../zephyr/port.ts';
import { libraryJson, platformioIni, zephyrCMake } from './build-files.ts';
import { type ChosenFramework, chosenFramework } from '../../hardware/board-framework.ts';
import { ARDUINO_PORT, ESPIDF_PORT, MBED_PORT, PLAIN_PORT } from './ports.ts';
import { platformioReadme } from './readme.ts';

/** A PlatformIO project for the board and, for the self-test, for the host; the model is a private library in it. */
export function platformioProject(input: FirmwareInput): ProjectTree {
  const { board, model } = input;
  if (board.platform === undefined) {
    throw new UserError('firmware/no-platform', `PlatformIO has no board ${board.id}.`, {
      hint: 'Choose the framework bare for an emulated board, or a real board for PlatformIO.',
    });
  }
  const framework = chosenFramework(board);
  const { port, file: main } = mainOf(framework);
  const library = `lib/${model.prefix}`;
  const generated = new Map<string, FileContent>([
    ['README.md', platformioReadme(input, framework)],
    ['.gitignore', '.pio/\n'],
    ...selfTestFiles(input),
    ['src/native.c', measuringProgram(input, NATIVE_MEASURING)],
    [main.replace('main', 'measure'), selfTestBuild(measuringProgram(input, platformioMeasuring(framework)))],
    [`${library}/library.json`, libraryJson(input)],
    [`${library}/include/${model.prefix}.h`, model.header],
    [`${library}/src/${model.prefix}.c`, model.source],
  ]);
  const starters = new Map<string, FileContent>([
    ['platformio.ini', platformioIni(input, framework)],
    [main, application(input, port)],
  ]);
  if (framework === 'zephyr') {
    starters.set('zephyr/CMakeLists.txt', zephyrCMake(model.prefix));
    starters.set('zephyr/prj.conf', PRJ_CONF);
  }
  return { generated, starters };
}

function mainOf(framework: ChosenFramework): { port: Port; file: string } {
  switch (framework) {
    case 'arduino':
      return { port: ARDUINO_PORT, file: 'src/main.cpp' };
    case 'mbed':
      return { port: MBED_PORT, file: 'src/main.cpp' };
    case 'espidf':
      return { port: ESPIDF_PORT, file: 'src/main.c' };
    case 'zephyr':
      return { port: ZEPHYR_2_PORT, file: 'src/main.c' };
    default:
      return { port: PLAIN_PORT, file: 'src/main.c' };
  }
}
