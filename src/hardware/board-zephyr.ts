/**
 * Names of boards in Zephyr (hardware model v2: `board/soc/cpu`), by PlatformIO's id. By hand, for common boards only: a
 * wrong name is worse than none, since `west build -b` would fail on it. Checked against Zephyr's boards/ tree.
 */
const RENAMED: Readonly<Record<string, string>> = {
  adafruit_feather_f405: 'adafruit_feather_stm32f405',
  adafruit_feather_nrf52832: 'nrf52_adafruit_feather',
  adafruit_feather_nrf52840: 'adafruit_feather_nrf52840/nrf52840/uf2',
  adafruit_feather_nrf52840_sense: 'adafruit_feather_nrf52840/nrf52840/sense/uf2',
  adafruit_itsybitsy_nrf52840: 'adafruit_itsybitsy/nrf52840',
  bbcmicrobit_v2: 'bbc_microbit_v2',
  black_f407zg: 'black_f407zg_pro',
  blackpill_f103c8: 'stm32_min_dev@black',
  bluepill_f103c8: 'stm32_min_dev@blue',
  disco_b_u585i_iot02a: 'b_u585i_iot02a',
  disco_f051r8: 'stm32f0_disco',
  disco_f072rb: 'stm32f072b_disco',
  disco_f303vc: 'stm32f3_disco',
  disco_f407vg: 'stm32f4_disco',
  disco_f411ve: 'stm32f411e_disco',
  disco_f412zg: 'stm32f412g_disco',
  disco_f429zi: 'stm32f429i_disc1',
  disco_f469ni: 'stm32f469i_disco',
  disco_f746ng: 'stm32f746g_disco',
  disco_f769ni: 'stm32f769i_disco',
  disco_h747xi: 'stm32h747i_disco/stm32h747xx/m7',
  disco_l072cz_lrwan1: 'b_l072z_lrwan1',
  disco_l475vg_iot01a: 'disco_l475_iot1',
  disco_l476vg: 'stm32l476g_disco',
  disco_l496ag: 'stm32l496g_disco',
  disco_l4s5i_iot01a: 'b_l4s5i_iot01a',
  'esp32-c3-devkitc-02': 'esp32c3_devkitc',
  'esp32-c3-devkitm-1': 'esp32c3_devkitm',
  'esp32-c6-devkitc-1': 'esp32c6_devkitc/esp32c6/hpcore',
  'esp32-s2-saola-1': 'esp32s2_saola',
  'esp32-s3-devkitc-1': 'esp32s3_devkitc/esp32s3/procpu',
  'esp32-s3-devkitm-1': 'esp32s3_devkitm/esp32s3/procpu',
  esp32dev: 'esp32_devkitc/esp32/procpu',
  nano33ble: 'arduino_nano_33_ble',
  nicla_sense_me: 'arduino_nicla_sense_me',
  nrf52833_dk: 'nrf52833dk/nrf52833',
  nrf52840_dk: 'nrf52840dk/nrf52840',
  nrf52_dk: 'nrf52dk/nrf52832',
  nucleo_h745zi_q: 'nucleo_h745zi_q/stm32h745xx/m7',
  nucleo_wb55rg_p: 'nucleo_wb55rg',
  pico: 'rpi_pico',
  seeed_xiao_esp32c3: 'xiao_esp32c3',
  seeed_xiao_esp32c6: 'xiao_esp32c6/esp32c6/hpcore',
  seeed_xiao_esp32s3: 'xiao_esp32s3/esp32s3/procpu',
};

/** Boards with the same name on both sides. */
const SAME = new Set(
  `black_f407ve blackpill_f401cc blackpill_f401ce blackpill_f411ce lora_e5_dev_board
  nucleo_f030r8 nucleo_f031k6 nucleo_f042k6 nucleo_f070rb nucleo_f072rb nucleo_f091rc nucleo_f103rb nucleo_f207zg
  nucleo_f302r8 nucleo_f303k8 nucleo_f303re nucleo_f334r8 nucleo_f401re nucleo_f410rb nucleo_f411re nucleo_f412zg
  nucleo_f413zh nucleo_f429zi nucleo_f439zi nucleo_f446re nucleo_f446ze nucleo_f722ze nucleo_f746zg nucleo_f756zg
  nucleo_f767zi nucleo_g031k8 nucleo_g070rb nucleo_g071rb nucleo_g0b1re nucleo_g431kb nucleo_g431rb nucleo_g474re
  nucleo_g491re nucleo_h563zi nucleo_h723zg nucleo_h743zi nucleo_h753zi nucleo_l011k4 nucleo_l031k6 nucleo_l053r8
  nucleo_l073rz nucleo_l152re nucleo_l412rb_p nucleo_l432kc nucleo_l433rc_p nucleo_l452re nucleo_l476rg nucleo_l496zg
  nucleo_l4r5zi nucleo_l552ze_q nucleo_u575zi_q nucleo_wl55jc`.split(/\s+/),
);

/** The board's name for `west build -b`; undefined when unknown. */
export function zephyrBoardOf(id: string): string | undefined {
  if (SAME.has(id)) return id;
  return Object.hasOwn(RENAMED, id) ? RENAMED[id] : undefined;
}
