import { application } from '../application.ts';
import { ZEPHYR_MEASURING } from '../measure/ports.ts';
import { measuringProgram, selfTestBuild } from '../measure/program.ts';
import type { FileContent, FirmwareInput, ProjectTree } from '../project.ts';
import { selfTestFiles } from '../self-test.ts';
import { PRJ_CONF, appCMake, moduleCMake, moduleYml, sampleYaml } from './build-files.ts';
import { ZEPHYR_PORT } from './port.ts';
import { zephyrReadme } from './readme.ts';

/** A Zephyr application with the model as a module in it, ready for `west build`. */
export function zephyrProject(input: FirmwareInput): ProjectTree {
  const { prefix, header, source } = input.model;
  const module = `modules/${prefix}`;
  const generated = new Map<string, FileContent>([
    ['README.md', zephyrReadme(input)],
    ['.gitignore', 'build/\n'],
    ['sample.yaml', sampleYaml(input)],
    ...selfTestFiles(input),
    ['src/measure.c', selfTestBuild(measuringProgram(input, ZEPHYR_MEASURING))],
    [`${module}/zephyr/module.yml`, moduleYml(prefix)],
    [`${module}/CMakeLists.txt`, moduleCMake(prefix)],
    [`${module}/include/${prefix}.h`, header],
    [`${module}/src/${prefix}.c`, source],
  ]);
  const starters = new Map<string, FileContent>([
    ['CMakeLists.txt', appCMake(prefix)],
    ['prj.conf', PRJ_CONF],
    ['src/main.c', application(input, ZEPHYR_PORT)],
  ]);
  return { generated, starters };
}
