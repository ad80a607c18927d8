// Made by scripts/import-boards.ts; do not edit.
/**
 * Board facts from the board manifests of PlatformIO's development platforms (https://github.com/platformio,
 * Apache-2.0). One line per board, sorted by id; fields are separated by a tab:
 * id, name, vendor, platform, mcu, core, clock in Hz, flash in bytes, RAM in bytes, frameworks, upload protocol.
 */
export const BOARD_TABLE = `\
1284p16m	Microduino Core+ (ATmega1284P@16M,5V)	Microduino	atmelavr	atmega1284p	avr8	16000000	130048	16384	arduino	arduino
1284p8m	Microduino Core+ (ATmega1284P@8M,3.3V)	Microduino	atmelavr	atmega1284p	avr8	8000000	130048	16384	arduino	arduino
168pa16m	Microduino Core (Atmega168PA@16M,5V)	Microduino	atmelavr	atmega168p	avr8	16000000	15872	1024	arduino	arduino
168pa8m	Microduino Core (Atmega168PA@8M,3.3V)	Microduino	atmelavr	atmega168p	avr8	8000000	15872	1024	arduino	arduino
1bitsy_stm32f415rgt	1Bitsy	1BitSquared	ststm32	stm32f415rgt	cortex-m4	168000000	1048576	131072	libopencm3|cmsis|spl|stm32cube	blackmagic
328p16m	Microduino Core (Atmega328P@16M,5V)	Microduino	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
328p8m	Microduino Core (Atmega328P@8M,3.3V)	Microduino	atmelavr	atmega328p	avr8	8000000	32256	2048	arduino	arduino
32u416m	Microduino Core USB (ATmega32U4@16M,5V)	Microduino	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
4d_systems_esp32s3_gen4_r8n16	4D Systems GEN4-ESP32 16MB (ESP32S3-R8N16)	4D Systems	espressif32	esp32s3	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
644pa16m	Microduino Core+ (Atmega644PA@16M,5V)	Microduino	atmelavr	atmega644p	avr8	16000000	64512	4096	arduino	arduino
644pa8m	Microduino Core+ (Atmega644PA@8M,3.3V)	Microduino	atmelavr	atmega644p	avr8	8000000	64512	4096	arduino	arduino
96b_nitrogen	96Boards Nitrogen	96Boards	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	zephyr	jlink
AT90CAN128	AT90CAN128	Microchip	atmelavr	at90can128	avr8	16000000	131072	4096	arduino	urclock
AT90CAN32	AT90CAN32	Microchip	atmelavr	at90can32	avr8	16000000	32768	2048	arduino	urclock
AT90CAN64	AT90CAN64	Microchip	atmelavr	at90can64	avr8	16000000	65536	4096	arduino	urclock
ATmega128	ATmega128/A	Microchip	atmelavr	atmega128	avr8	16000000	131072	4096	arduino	urclock
ATmega1280	ATmega1280	Microchip	atmelavr	atmega1280	avr8	16000000	131072	8192	arduino	urclock
ATmega1281	ATmega1281	Microchip	atmelavr	atmega1281	avr8	16000000	131072	8192	arduino	urclock
ATmega1284	ATmega1284	Microchip	atmelavr	atmega1284	avr8	16000000	131072	16384	arduino	urclock
ATmega1284P	ATmega1284P	Microchip	atmelavr	atmega1284p	avr8	16000000	131072	16384	arduino	urclock
ATmega16	ATmega16	Microchip	atmelavr	atmega16	avr8	16000000	16384	1024	arduino	urclock
ATmega162	ATmega162	Microchip	atmelavr	atmega162	avr8	16000000	16384	1024	arduino	urclock
ATmega164A	ATmega164A	Microchip	atmelavr	atmega164a	avr8	16000000	16384	1024	arduino	urclock
ATmega164P	ATmega164P/PA	Microchip	atmelavr	atmega164p	avr8	16000000	16384	1024	arduino	urclock
ATmega165	ATmega165/A	Microchip	atmelavr	atmega165a	avr8	16000000	16384	1024	arduino	urclock
ATmega165P	ATmega165P/PA	Microchip	atmelavr	atmega165p	avr8	16000000	16384	1024	arduino	urclock
ATmega168	ATmega168/A	Microchip	atmelavr	atmega168	avr8	16000000	16384	1024	arduino	urclock
ATmega168P	ATmega168P/PA	Microchip	atmelavr	atmega168p	avr8	16000000	16384	1024	arduino	urclock
ATmega168PB	ATmega168PB	Microchip	atmelavr	atmega168pb	avr8	16000000	16384	1024	arduino	urclock
ATmega169A	ATmega169A	Microchip	atmelavr	atmega169a	avr8	16000000	16384	1024	arduino	urclock
ATmega169P	ATmega169/P/PA	Microchip	atmelavr	atmega169p	avr8	16000000	16384	1024	arduino	urclock
ATmega2560	ATmega2560	Microchip	atmelavr	atmega2560	avr8	16000000	262144	8192	arduino	urclock
ATmega2561	ATmega2561	Microchip	atmelavr	atmega2561	avr8	16000000	262144	8192	arduino	urclock
ATmega32	ATmega32	Microchip	atmelavr	atmega32	avr8	16000000	32768	2048	arduino	urclock
ATmega324A	ATmega324A	Microchip	atmelavr	atmega324a	avr8	16000000	32768	2048	arduino	urclock
ATmega324P	ATmega324P	Microchip	atmelavr	atmega324p	avr8	16000000	32768	2048	arduino	urclock
ATmega324PA	ATmega324PA	Microchip	atmelavr	atmega324pa	avr8	16000000	32768	2048	arduino	urclock
ATmega324PB	ATmega324PB	Microchip	atmelavr	atmega324pb	avr8	16000000	32768	2048	arduino	urclock
ATmega325	ATmega325/A	Microchip	atmelavr	atmega325	avr8	16000000	32768	2048	arduino	urclock
ATmega3250	ATmega3250/A	Microchip	atmelavr	atmega3250	avr8	16000000	32768	2048	arduino	urclock
ATmega3250P	ATmega3250P/PA	Microchip	atmelavr	atmega3250p	avr8	16000000	32768	2048	arduino	urclock
ATmega325P	ATmega325P/PA	Microchip	atmelavr	atmega325p	avr8	16000000	32768	2048	arduino	urclock
ATmega328	ATmega328	Microchip	atmelavr	atmega328	avr8	16000000	32768	2048	arduino	urclock
ATmega328P	ATmega328P/PA	Microchip	atmelavr	atmega328p	avr8	16000000	32768	2048	arduino	urclock
ATmega328PB	ATmega328PB	Microchip	atmelavr	atmega328pb	avr8	16000000	32768	2048	arduino	urclock
ATmega329	ATmega329/A	Microchip	atmelavr	atmega329	avr8	16000000	32768	2048	arduino	urclock
ATmega3290	ATmega3290/A	Microchip	atmelavr	atmega3290	avr8	16000000	32768	2048	arduino	urclock
ATmega3290P	ATmega3290P/PA	Microchip	atmelavr	atmega3290p	avr8	16000000	32768	2048	arduino	urclock
ATmega329P	ATmega329P/PA	Microchip	atmelavr	atmega329p	avr8	16000000	32768	2048	arduino	urclock
ATmega48	ATmega48/A	Microchip	atmelavr	atmega48	avr8	16000000	4096	512	arduino	urclock
ATmega48P	ATmega48P/PA	Microchip	atmelavr	atmega48p	avr8	16000000	4096	512	arduino	urclock
ATmega48PB	ATmega48PB	Microchip	atmelavr	atmega48pb	avr8	16000000	4096	512	arduino	urclock
ATmega64	ATmega64/A	Microchip	atmelavr	atmega64	avr8	16000000	65536	4096	arduino	urclock
ATmega640	ATmega640	Microchip	atmelavr	atmega640	avr8	16000000	65536	8192	arduino	urclock
ATmega644A	ATmega644/A	Microchip	atmelavr	atmega644a	avr8	16000000	65536	4096	arduino	urclock
ATmega644P	ATmega644P/PA	Microchip	atmelavr	atmega644p	avr8	16000000	65536	4096	arduino	urclock
ATmega645	ATmega645/A	Microchip	atmelavr	atmega645	avr8	16000000	65536	4096	arduino	urclock
ATmega6450	ATmega6450/A	Microchip	atmelavr	atmega6450	avr8	16000000	65536	4096	arduino	urclock
ATmega6450P	ATmega6450P	Microchip	atmelavr	atmega6450p	avr8	16000000	65536	4096	arduino	urclock
ATmega645P	ATmega645P	Microchip	atmelavr	atmega645p	avr8	16000000	65536	4096	arduino	urclock
ATmega649	ATmega649/A	Microchip	atmelavr	atmega649	avr8	16000000	65536	4096	arduino	urclock
ATmega6490	ATmega6490/A	Microchip	atmelavr	atmega6490	avr8	16000000	65536	4096	arduino	urclock
ATmega6490P	ATmega6490P	Microchip	atmelavr	atmega6490p	avr8	16000000	65536	4096	arduino	urclock
ATmega649P	ATmega649P	Microchip	atmelavr	atmega649p	avr8	16000000	65536	4096	arduino	urclock
ATmega8	ATmega8/A	Microchip	atmelavr	atmega8	avr8	16000000	8192	1024	arduino	urclock
ATmega8515	ATmega8515	Microchip	atmelavr	atmega8515	avr8	16000000	8192	512	arduino	urclock
ATmega8535	ATmega8535	Microchip	atmelavr	atmega8535	avr8	16000000	8192	512	arduino	urclock
ATmega88	ATmega88/A	Microchip	atmelavr	atmega88	avr8	16000000	8192	1024	arduino	urclock
ATmega88P	ATmega88P/PA	Microchip	atmelavr	atmega88p	avr8	16000000	8192	1024	arduino	urclock
ATmega88PB	ATmega88PB	Microchip	atmelavr	atmega88pb	avr8	16000000	8192	1024	arduino	urclock
LilyPadUSB	Arduino LilyPad USB	Arduino	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
a-star32U4	Pololu A-Star 32U4	Pololu Corporation	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
acsip_s76s	ACSIP S76S	ACSIP	ststm32	stm32l073rz	cortex-m0plus	32000000	196608	20480	arduino|cmsis|stm32cube|libopencm3	stlink
adafruit_camera_esp32s3	Adafruit pyCamera S3	Adafruit	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
adafruit_clue_nrf52840	Adafruit CLUE nRF52840	Adafruit	nordicnrf52	nrf52840	cortex-m4	64000000	815104	248832	arduino	nrfutil
adafruit_cplaynrf52840	Circuit Playground Bluefruit	Adafruit	nordicnrf52	nrf52840	cortex-m4	64000000	815104	248832	arduino	nrfutil
adafruit_feather_esp32_v2	Adafruit Feather ESP32 V2	Adafruit	espressif32	esp32	xtensa-lx6	240000000	8388608	327680	arduino|espidf	
adafruit_feather_esp32s2	Adafruit Feather ESP32-S2	Adafruit	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
adafruit_feather_esp32s2_reversetft	Adafruit Feather ESP32-S2 Reverse TFT	Adafruit	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
adafruit_feather_esp32s2_tft	Adafruit Feather ESP32-S2 TFT	Adafruit	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
adafruit_feather_esp32s3	Adafruit Feather ESP32-S3 2MB PSRAM	Adafruit	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
adafruit_feather_esp32s3_nopsram	Adafruit Feather ESP32-S3 No PSRAM	Adafruit	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
adafruit_feather_esp32s3_reversetft	Adafruit Feather ESP32-S3 Reverse TFT	Adafruit	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
adafruit_feather_esp32s3_tft	Adafruit Feather ESP32-S3 TFT	Adafruit	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
adafruit_feather_f405	Adafruit Feather STM32F405	Adafruit	ststm32	stm32f405rgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
adafruit_feather_nrf52832	Adafruit Bluefruit nRF52832 Feather	Adafruit	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	arduino|zephyr	nrfutil
adafruit_feather_nrf52840	Adafruit Feather nRF52840 Express	Adafruit	nordicnrf52	nrf52840	cortex-m4	64000000	815104	248832	arduino|zephyr	nrfutil
adafruit_feather_nrf52840_sense	Adafruit Feather Bluefruit Sense	Adafruit	nordicnrf52	nrf52840	cortex-m4	64000000	815104	248832	arduino	nrfutil
adafruit_funhouse_esp32s2	Adafruit FunHouse	Adafruit	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
adafruit_itsybitsy_esp32	Adafruit ItsyBitsy ESP32	Adafruit	espressif32	esp32	xtensa-lx6	240000000	8388608	327680	arduino|espidf	
adafruit_itsybitsy_nrf52840	ItsyBitsy nRF52840 Express	Adafruit	nordicnrf52	nrf52840	cortex-m4	64000000	815104	248832	arduino	nrfutil
adafruit_ledglasses_nrf52840	Adafruit LED Glasses Driver nRF52840	Adafruit	nordicnrf52	nrf52840	cortex-m4	64000000	815104	237568	arduino|zephyr	nrfutil
adafruit_magtag29_esp32s2	Adafruit MagTag 2.9	Adafruit	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
adafruit_matrixportal_esp32s3	Adafruit MatrixPortal ESP32-S3	Adafruit	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
adafruit_metro_esp32s2	Adafruit Metro ESP32-S2	Adafruit	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
adafruit_metro_esp32s3	Adafruit Metro ESP32-S3	Adafruit	espressif32	esp32s3	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
adafruit_metro_nrf52840	Metro nRF52840 Express	Adafruit	nordicnrf52	nrf52840	cortex-m4	64000000	815104	248832	arduino	nrfutil
adafruit_qtpy_esp32	Adafruit QT Py ESP32	Adafruit	espressif32	esp32	xtensa-lx6	240000000	8388608	327680	arduino|espidf	
adafruit_qtpy_esp32c3	Adafruit QT Py ESP32-C3	Adafruit	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
adafruit_qtpy_esp32s2	Adafruit QT Py ESP32-S2	Adafruit	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
adafruit_qtpy_esp32s3_n4r2	Adafruit QT Py ESP32-S3 (4M Flash 2M PSRAM)	Adafruit	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
adafruit_qtpy_esp32s3_nopsram	Adafruit QT Py ESP32-S3 No PSRAM	Adafruit	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
adafruit_qualia_s3_rgb666	Adafruit Qualia ESP32-S3 RGB666	Adafruit	espressif32	esp32s3	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
afroflight_f103cb	AfroFlight Rev5 (8MHz)	AfroFlight	ststm32	stm32f103cbt6	cortex-m3	72000000	131072	20480	arduino|cmsis|stm32cube|libopencm3	serial
agafia_sg0	Sigma IC AGAFIA SG0	Sigma IC	ststm32	stm32g071rbt6	cortex-m0plus	64000000	131072	36864	arduino|cmsis|libopencm3|stm32cube	stlink
airm2m_core_esp32c3	AirM2M CORE ESP32C3	AirM2M	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
alksesp32	ALKS ESP32	RoboticsBrno	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino	
alorium_hinj	Alorium Hinj	Alorium Technology	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
alorium_sno	Alorium Sno	Alorium Technology	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
alorium_xlr8	Alorium XLR8	Alorium Technology	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
altair	Altair	makerlab.mx	atmelavr	atmega256rfr2	avr8	16000000	253952	32768	arduino	wiring
ardhat	ubIQio Ardhat	ubIQio	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
arduboy	Arduboy	Arduboy	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
arduboy_devkit	Arduboy DevKit	Arduboy	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
arduino_nano_esp32	Arduino Nano ESP32	Arduino	espressif32	esp32s3	xtensa-lx7	240000000	16777216	327680	arduino|espidf	dfu
armed_v1	3D Printer Controller	Armed	ststm32	stm32f407vet6	cortex-m4	168000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	stlink
armstrap_eagle1024	Armstrap Eagle 1024	Armstrap	ststm32	stm32f417vgt6	cortex-m4	168000000	1048576	196608	cmsis|spl|stm32cube|libopencm3	blackmagic
armstrap_eagle2048	Armstrap Eagle 2048	Armstrap	ststm32	stm32f427vit6	cortex-m4	168000000	2091752	262144	cmsis|spl|stm32cube|libopencm3	blackmagic
armstrap_eagle512	Armstrap Eagle 512	Armstrap	ststm32	stm32f407vet6	cortex-m4	168000000	524288	131072	cmsis|spl|stm32cube|libopencm3	blackmagic
at90pwm216	Atmel AT90PWM216	Microchip	atmelavr	at90pwm216	avr8	16000000	16384	1024		
at90pwm316	Atmel AT90PWM316	Microchip	atmelavr	at90pwm316	avr8	16000000	16384	1024		
atd147_s3	ArtronShop ATD1.47-S3	ArtronShop	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
atmegangatmega168	Arduino NG or older ATmega168	Arduino	atmelavr	atmega168	avr8	16000000	14336	1024	arduino	arduino
atmegangatmega8	Arduino NG or older ATmega8	Arduino	atmelavr	atmega8	avr8	16000000	7168	1024	arduino	arduino
atmegazero_esp32s2	EspinalLab ATMegaZero ESP32-S2	EspinalLab	espressif32	esp32s2	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
attiny13	ATtiny13	Microchip	atmelavr	attiny13	avr8	9600000	1024	64	arduino	stk500v1
attiny13a	ATtiny13A	Microchip	atmelavr	attiny13a	avr8	9600000	1024	64	arduino	stk500v1
attiny1634	Generic ATtiny1634	Atmel	atmelavr	attiny1634	avr8	8000000	16384	1024	arduino	usbtiny
attiny167	Generic ATtiny167	Atmel	atmelavr	attiny167	avr8	8000000	16384	512	arduino	usbtiny
attiny2313	Generic ATtiny2313	Atmel	atmelavr	attiny2313	avr8	8000000	2048	128	arduino	buspirate
attiny24	Generic ATtiny24	Atmel	atmelavr	attiny24	avr8	8000000	2048	128	arduino	usbtiny
attiny25	Generic ATtiny25	Atmel	atmelavr	attiny25	avr8	8000000	2048	128	arduino	usbtiny
attiny261	Generic ATtiny261	Atmel	atmelavr	attiny261	avr8	8000000	2048	128	arduino	usbtiny
attiny43	Generic ATtiny43U	Atmel	atmelavr	attiny43u	avr8	8000000	4096	256	arduino	usbtiny
attiny4313	Generic ATtiny4313	Atmel	atmelavr	attiny4313	avr8	8000000	4096	256	arduino	buspirate
attiny44	Generic ATtiny44	Atmel	atmelavr	attiny44	avr8	8000000	4096	256	arduino	usbtiny
attiny441	Generic ATtiny441	Atmel	atmelavr	attiny441	avr8	8000000	4096	256	arduino	usbtiny
attiny45	Generic ATtiny45	Atmel	atmelavr	attiny45	avr8	8000000	4096	256	arduino	usbtiny
attiny461	Generic ATtiny461	Atmel	atmelavr	attiny461	avr8	8000000	4096	256	arduino	usbtiny
attiny48	Generic ATtiny48	Atmel	atmelavr	attiny48	avr8	8000000	4096	256	arduino	usbtiny
attiny828	Generic ATtiny828	Atmel	atmelavr	attiny828	avr8	8000000	8192	512	arduino	usbtiny
attiny84	Generic ATtiny84	Atmel	atmelavr	attiny84	avr8	8000000	8192	512	arduino	usbtiny
attiny841	Generic ATtiny841	Atmel	atmelavr	attiny841	avr8	8000000	8192	512	arduino	usbtiny
attiny85	Generic ATtiny85	Atmel	atmelavr	attiny85	avr8	8000000	8192	512	arduino	usbtiny
attiny861	Generic ATtiny861	Atmel	atmelavr	attiny861	avr8	8000000	8192	512	arduino	usbtiny
attiny87	Generic ATtiny87	Atmel	atmelavr	attiny87	avr8	8000000	8192	512	arduino	usbtiny
attiny88	Generic ATtiny88	Atmel	atmelavr	attiny88	avr8	8000000	8192	512	arduino	usbtiny
aventen_s3_sync	Aventen S3 Sync	Aventen	espressif32	esp32s3	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
az-delivery-devkit-v4	AZ-Delivery ESP-32 Dev Kit C V4	AZ-Delivery	espressif32	esp32	xtensa-lx6	240000000	4194304	532480	arduino|espidf	
b96b_aerocore2	96Boards Neonkey	96Boards	ststm32	stm32f427vit6	cortex-m4	168000000	2091752	262144	cmsis|stm32cube|libopencm3|zephyr	dfu
b96b_argonkey	96Boards Argonkey (STEVAL-MKI187V1)	96Boards	ststm32	stm32f412cg	cortex-m4	100000000	1048576	262144	cmsis|stm32cube|libopencm3|zephyr	stlink
b96b_f446ve	96Boards B96B-F446VE	96Boards	ststm32	stm32f446vet6	cortex-m4	168000000	524288	131072	cmsis|stm32cube|libopencm3|zephyr	stlink
b96b_neonkey	96Boards Neonkey	96Boards	ststm32	stm32f411ce	cortex-m4	100000000	524288	131072	cmsis|stm32cube|libopencm3|zephyr	stlink
bbcmicrobit_v2	BBC micro:bit V2	BBC	nordicnrf52	nrf52833	cortex-m4	64000000	524288	131072	arduino|zephyr	cmsis-dap
bee_data_logger	Smart Bee Data Logger	Smart Bee	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
bee_motion	Smart Bee Motion	Smart Bee	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
bee_motion_mini	Smart Bee Motion Mini	Smart Bee	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
bee_motion_s3	Smart Bee Motion S3	Smart Bee	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
bee_s3	Smart Bee S3	Smart Bee	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
black_f407ve	Black STM32F407VE	ST	ststm32	stm32f407vet6	cortex-m4	168000000	524288	131072	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
black_f407vg	Black STM32F407VG	ST	ststm32	stm32f407vgt6	cortex-m4	168000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	stlink
black_f407ze	Black STM32F407ZE	ST	ststm32	stm32f407zet6	cortex-m4	168000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	stlink
black_f407zg	Black STM32F407ZG	ST	ststm32	stm32f407zgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
blackpill_f103c8	BlackPill F103C8	Generic	ststm32	stm32f103c8t6	cortex-m3	72000000	65536	20480	arduino|cmsis|libopencm3|stm32cube|zephyr	stlink
blackpill_f103c8_128	BlackPill F103C8 (128k)	Generic	ststm32	stm32f103c8t6	cortex-m3	72000000	131072	20480	arduino|cmsis|libopencm3|stm32cube|zephyr	stlink
blackpill_f401cc	WeAct Studio BlackPill V2.0 (STM32F401CC)	WeAct Studio	ststm32	stm32f401ccu6	cortex-m4	84000000	262144	65536	arduino|cmsis|stm32cube|libopencm3	stlink
blackpill_f401ce	WeAct Studio BlackPill V3.0 (STM32F401CE)	WeAct Studio	ststm32	stm32f401ceu6	cortex-m4	84000000	524288	98304	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
blackpill_f411ce	WeAct Studio BlackPill V2.0 (STM32F411CE)	WeAct Studio	ststm32	stm32f411ceu6	cortex-m4	100000000	524288	131072	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
blend	RedBearLab Blend	RedBearLab	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
blendmicro16	RedBearLab Blend Micro 3.3V/16MHz (overclock)	RedBearLab	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
blendmicro8	RedBearLab Blend Micro 3.3V/8MHz	RedBearLab	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
blue_f407ve_mini	Blue STM32F407VE Mini	ST	ststm32	stm32f407vet6	cortex-m4	168000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	stlink
bluefruitmicro	Adafruit Bluefruit Micro	Adafruit	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
bluepill_f103c6	BluePill F103C6	Generic	ststm32	stm32f103c6t6	cortex-m3	72000000	32768	10240	arduino|cmsis|stm32cube|libopencm3	stlink
bluepill_f103c8	BluePill F103C8	Generic	ststm32	stm32f103c8t6	cortex-m3	72000000	65536	20480	arduino|cmsis|libopencm3|stm32cube|zephyr	stlink
bluepill_f103c8_128k	BluePill F103C8 (128k)	Generic	ststm32	stm32f103c8t6	cortex-m3	72000000	131072	20480	arduino|cmsis|libopencm3|stm32cube|zephyr	stlink
blues_cygnet	Blues Cygnet	Blues	ststm32	stm32l433cct6	cortex-m4	80000000	262144	65536	arduino|cmsis|stm32cube|libopencm3	stlink
blues_swan_r5	Blues Swan R5	Blues	ststm32	stm32l4r5ziy6	cortex-m4	120000000	2097152	655360	arduino|cmsis|stm32cube|libopencm3	stlink
bluey	Bluey nRF52832 IoT	Electronut Labs	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	arduino	jlink
bob3	nicai-systems BOB3 coding bot	nicai-systems	atmelavr	atmega88	avr8	8000000	8192	1024	arduino	stk500v2
bpi-bit	BPI-Bit	BPI Tech	espressif32	esp32	xtensa-lx6	160000000	4194304	327680	arduino|espidf	
bpi_leaf_s3	BPI-Leaf-S3	BPI Tech	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
btatmega168	Arduino BT ATmega168	Arduino	atmelavr	atmega168	avr8	16000000	14336	1024	arduino	arduino
btatmega328	Arduino BT ATmega328	Arduino	atmelavr	atmega328p	avr8	16000000	28672	2048	arduino	arduino
btt_ebb42_v1_1	Big Tree Tech EBB42 V1.1	Big Tree Tech	ststm32	stm32g0b1ret6	cortex-m0plus	64000000	131072	147456	arduino|stm32cube	stlink
bw_swan_r5	BluesWireless Swan R5	BluesWireless	ststm32	stm32l4r5ziy6	cortex-m4	120000000	2097152	655360	arduino|stm32cube	stlink
calliopemini_v3	Calliope Mini v3	Calliope	nordicnrf52	nrf52833	cortex-m4	64000000	524288	131072	arduino	cmsis-dap
cezerio_dev_esp32c6	cezerio dev ESP32C6	cezerio	espressif32	esp32c6	riscv32imac	160000000	4194304	327680	espidf	
cezerio_mini_dev_esp32c6	cezerio mini dev ESP32C6	cezerio	espressif32	esp32c6	riscv32imac	160000000	4194304	327680	espidf	
chiwawa	Arduino Industrial 101	Arduino	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
cicada_l082cz	Cicada-L082CZ	Tlera Corporation	ststm32	stm32l082czy6	cortex-m0plus	32000000	196608	20480	arduino|stm32cube	dfu
circuitplay_classic	Adafruit Circuit Playground Classic	Adafruit	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
cloud_jam	RushUp Cloud-JAM	RushUp	ststm32	stm32f401ret6	cortex-m4	84000000	524288	98304	mbed|cmsis|spl|stm32cube|libopencm3	stlink
cloud_jam_l4	RushUp Cloud-JAM L4	RushUp	ststm32	stm32l476rgt6	cortex-m4	80000000	1048576	131072	cmsis|mbed|stm32cube|libopencm3	stlink
cnrs_aw2eth	CNRS AW2ETH	CNRS	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
connaxio_espoir	Connaxio's Espoir	Connaxio	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
controllino_maxi	Controllino Maxi	Controllino	atmelavr	atmega2560	avr8	16000000	253952	8192	arduino	wiring
controllino_maxi_automation	Controllino Maxi Automation	Controllino	atmelavr	atmega2560	avr8	16000000	253952	8192	arduino	wiring
controllino_mega	Controllino Mega	Controllino	atmelavr	atmega2560	avr8	16000000	253952	8192	arduino	wiring
controllino_mini	Controllino Mini	Controllino	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
coreboard_f401rc	Core board F401RCT6	ST	ststm32	stm32f401rct6	cortex-m4	84000000	262144	65536	arduino|cmsis|stm32cube|libopencm3	stlink
cricket_l082cz	Cricket-L082CZ	Tlera Corporation	ststm32	stm32l082czy6	cortex-m0plus	32000000	196608	20480	arduino|stm32cube	dfu
cytron_maker_feather_aiot_s3	Cytron Maker Feather AIoT S3	Cytron Technologies	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
d-duino-32	D-duino-32	DSTIKE	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
delta_dfbm_nq620	Delta DFBM-NQ620	Delta	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	arduino	cmsis-dap
demo_f030f4	Demo F030F4	Generic	ststm32	stm32f030f4p6	cortex-m0	48000000	16384	4096	arduino|cmsis|stm32cube|libopencm3	stlink
deneyapkart	Deneyap Kart	T3 Foundation	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
deneyapkart1A	Deneyap Kart 1A	T3 Foundation	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
deneyapkart1Av2	Deneyap Kart 1A v2	T3 Foundation	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
deneyapkartg	Deneyap Kart G	T3 Foundation	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
deneyapmini	Deneyap Mini	T3 Foundation	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
deneyapminiv2	Deneyap Mini v2	T3 Foundation	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
denky32	Denky32 (WROOM32)	Denky	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
denky_d4	Denky D4 (PICO-V3-02)	Denky	espressif32	esp32	xtensa-lx6	240000000	8388608	327680	arduino|espidf	
devebox_h743vitx	DevEBox H743VITX	DevEBox	ststm32	stm32h743vit6	cortex-m7	480000000	2097152	524288	arduino|cmsis|stm32cube	stlink
devebox_h750vbtx	DevEBox H750VBTX	DevEBox	ststm32	stm32h750vbt6	cortex-m7	480000000	524288	131072	arduino|cmsis|stm32cube	stlink
dfrobot_beetle_esp32c3	DFRobot Beetle ESP32-C3	DFRobot	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
dfrobot_firebeetle2_esp32e	DFRobot Firebeetle 2 ESP32-E	DFRobot	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
dfrobot_firebeetle2_esp32s3	DFRobot Firebeetle 2 ESP32-S3	DFRobot	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
dfrobot_romeo_esp32s3	DFRobot Romeo ESP32-S3	DFRobot	espressif32	esp32s3	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
diecimilaatmega168	Arduino Duemilanove or Diecimila ATmega168	Arduino	atmelavr	atmega168	avr8	16000000	14336	1024	arduino	arduino
diecimilaatmega328	Arduino Duemilanove or Diecimila ATmega328	Arduino	atmelavr	atmega328p	avr8	16000000	30720	2048	arduino	arduino
digispark-pro	Digispark Pro	Digistump	atmelavr	attiny167	avr8	16000000	14844	512	arduino	micronucleus
digispark-pro32	Digispark Pro (32 byte buffer)	Digistump	atmelavr	attiny167	avr8	16000000	14844	512	arduino	micronucleus
digispark-pro64	Digispark Pro (16 MHz) (64 byte buffer)	Digistump	atmelavr	attiny167	avr8	16000000	14844	512	arduino	micronucleus
digispark-tiny	Digispark USB	Digistump	atmelavr	attiny85	avr8	16500000	6012	512	arduino	micronucleus
disco_b_g431b_esc1	ST B-G431B-ESC1 Discovery	ST	ststm32	stm32g431cbu6	cortex-m4	170000000	131072	32768	arduino|cmsis|stm32cube	stlink
disco_b_u585i_iot02a	ST B-U585I-IOT02A Discovery	ST	ststm32	stm32u585aii6q	cortex-m33	160000000	2097152	262144	arduino	stlink
disco_f030r8	ST STM32F0308DISCOVERY	ST	ststm32	stm32f030r8t6	cortex-m0	48000000	65536	8192	arduino|cmsis|stm32cube|libopencm3	stlink
disco_f051r8	ST STM32F0DISCOVERY	ST	ststm32	stm32f051r8t6	cortex-m0	48000000	65536	8192	cmsis|stm32cube|libopencm3|zephyr	stlink
disco_f072rb	ST Discovery F072RB	ST	ststm32	stm32f072rbt6	cortex-m0	48000000	131072	16384	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
disco_f100rb	ST STM32VLDISCOVERY	ST	ststm32	stm32f100rbt6	cortex-m3	24000000	131072	8192	arduino|cmsis|libopencm3|stm32cube	stlink
disco_f303vc	ST STM32F3DISCOVERY	ST	ststm32	stm32f303vct6	cortex-m4	72000000	262144	40960	arduino|cmsis|spl|libopencm3|stm32cube|zephyr	stlink
disco_f334c8	ST 32F3348DISCOVERY	ST	ststm32	stm32f334c8t6	cortex-m4	72000000	65536	12288	cmsis|stm32cube|libopencm3	stlink
disco_f401vc	ST 32F401CDISCOVERY	ST	ststm32	stm32f401vct6	cortex-m4	84000000	262144	65536	cmsis|stm32cube|libopencm3	stlink
disco_f407vg	ST STM32F4DISCOVERY	ST	ststm32	stm32f407vgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|spl|libopencm3|stm32cube|zephyr	stlink
disco_f411ve	ST 32F411EDISCOVERY	ST	ststm32	stm32f411vet6	cortex-m4	100000000	524288	131072	cmsis|stm32cube|libopencm3|zephyr	stlink
disco_f412zg	32F412GDISCOVERY	ST	ststm32	stm32f412zgt6	cortex-m4	100000000	1048576	262144	cmsis|stm32cube|libopencm3|zephyr	stlink
disco_f413zh	ST 32F413HDISCOVERY	ST	ststm32	stm32f413zht6	cortex-m4	100000000	1572864	327680	arduino|cmsis|stm32cube|libopencm3|mbed	stlink
disco_f429zi	ST 32F429IDISCOVERY	ST	ststm32	stm32f429zit6	cortex-m4	180000000	2097152	262144	cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
disco_f469ni	ST 32F469IDISCOVERY	ST	ststm32	stm32f469nih6	cortex-m4	180000000	2097152	393216	cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
disco_f723ie	32F723EDISCOVERY	ST	ststm32	stm32f723iek6	cortex-m7	216000000	524288	196608	cmsis|stm32cube|libopencm3|zephyr	stlink
disco_f746ng	ST 32F746GDISCOVERY	ST	ststm32	stm32f746ngh6	cortex-m7	216000000	1048576	327680	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
disco_f750n8	STM32F7508-DK	ST	ststm32	stm32f750n8h6	cortex-m7	216000000	65536	348160	cmsis|stm32cube|libopencm3	stlink
disco_f769ni	ST 32F769IDISCOVERY	ST	ststm32	stm32f769nih6	cortex-m7	216000000	2097152	524288	cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
disco_g031j6	ST STM32G0316-DISCO	ST	ststm32	stm32g031j6	cortex-m0plus	64000000	32768	8192	arduino|cmsis|libopencm3|stm32cube	mbed
disco_g071rb	ST STM32G071B Discovery	ST	ststm32	stm32g071rbt6	cortex-m0plus	64000000	131072	36864	cmsis|libopencm3|stm32cube|zephyr	stlink
disco_h735ig	STM32H735G-DK Discovery kit	ST	ststm32	stm32h735igk6	cortex-m7	550000000	1048576	442368	stm32cube|zephyr	stlink
disco_h747xi	STM32H747I-DISCO	ST	ststm32	stm32h747xih6	cortex-m7	400000000	2097152	524288	cmsis|stm32cube|libopencm3|mbed|zephyr	stlink
disco_l053c8	ST 32L0538DISCOVERY	ST	ststm32	stm32l053c8t6	cortex-m0plus	32000000	65536	8192	cmsis|stm32cube|libopencm3	stlink
disco_l072cz_lrwan1	ST DISCO-L072CZ-LRWAN1	ST	ststm32	stm32l072cz	cortex-m0plus	32000000	196608	20480	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
disco_l100rc	ST 32L100DISCOVERY	ST	ststm32	stm32l100rct6	cortex-m3	32000000	262144	16384	cmsis|stm32cube|libopencm3	stlink
disco_l152rb	ST STM32LDISCOVERY	ST	ststm32	stm32l152rbt6	cortex-m3	32000000	131072	16384	cmsis|spl|libopencm3|stm32cube	stlink
disco_l475vg_iot01a	ST B-L475E-IOT01A Discovery kit	ST	ststm32	stm32l475vgt6	cortex-m4	80000000	1048576	98304	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
disco_l476vg	ST 32L476GDISCOVERY	ST	ststm32	stm32l476vgt6	cortex-m4	80000000	1048576	131072	cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
disco_l496ag	ST 32L496GDISCOVERY	ST	ststm32	stm32l496agi6	cortex-m4	80000000	1048576	327680	cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
disco_l4s5i_iot01a	ST STM32L4+ Discovery kit IoT node	ST	ststm32	stm32l4s5vit6	cortex-m4	80000000	2097152	655360	arduino|cmsis|stm32cube	stlink
diymore_f407vgt	F407VG	Diymore	ststm32	stm32f407vgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3	stlink
dpu_esp32	TAMC DPU ESP32	TAMC	espressif32	esp32	xtensa-lx6	240000000	8388608	327680	arduino|espidf	
dwenguino	Dwenguino	Dwengo	atmelavr	at90usb646	avr8	16000000	61440	2048	arduino	avr109
dwm1001_dev	decaWave DWM1001 Module Development Board	decaWave	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	arduino	jlink
ebyte_e77_dev	Ebyte E77 Dev Board	Ebyte	ststm32	stm32wle5cc	cortex-m4	48000000	262144	65536	arduino|zephyr	stlink
econode_l082cz	Econode-L082CZ	Econode	ststm32	stm32l082czy6	cortex-m0plus	32000000	196608	20480	arduino|stm32cube	dfu
edgebox-esp-100	Seeed Studio Edgebox-ESP-100	Seeed Studio	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
electronut_blip	ElectronutLabs Blip	ElectronutLabs	nordicnrf52	nrf52840	cortex-m4	64000000	1048576	262144	zephyr	blackmagic
electronut_papyr	ElectronutLabs Papyr	ElectronutLabs	nordicnrf52	nrf52840	cortex-m4	64000000	1048576	262144	zephyr	blackmagic
electrosmith_daisy	Electrosmith Daisy	Electrosmith	ststm32	stm32h750ibk6	cortex-m7	400000000	131072	524288	arduino|cmsis|stm32cube	stlink
electrosmith_daisy_patch_sm	Electrosmith Daisy Patch SM	Electrosmith	ststm32	stm32h750ibk6	cortex-m7	400000000	131072	524288	arduino|cmsis|stm32cube	stlink
electrosmith_daisy_petal_sm	Electrosmith Daisy Petal SM	Electrosmith	ststm32	stm32h750ibk6	cortex-m7	400000000	131072	524288	arduino|cmsis|stm32cube	stlink
elektor_f072c8	Elektor LoRa Node Core F072C8 (64 kB)	Elektor	ststm32	stm32f072c8t6	cortex-m0	48000000	65536	16384	arduino|cmsis|libopencm3|stm32cube	serial
elektor_f072cb	Elektor LoRa Node Core F072C8 (128 kB)	Elektor	ststm32	stm32f072c8t6	cortex-m0	48000000	131072	16384	arduino|cmsis|libopencm3|stm32cube	serial
elektor_uno_r4	Elektor Uno R4	Elektor	atmelavr	atmega328pb	avr8	16000000	32256	2048	arduino	arduino
elmo_f411re	Espotel LoRa Module	Espotel	ststm32	stm32f411ret6	cortex-m4	100000000	524288	131072	cmsis|stm32cube|libopencm3	stlink
emonpi	OpenEnergyMonitor emonPi	OpenEnergyMonitor	atmelavr	atmega328p	avr8	16000000	30720	2048	arduino	arduino
engduinov3	Engduino 3	Engduino	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
esp-wrover-kit	Espressif ESP-WROVER-KIT	Espressif	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
esp32-c3-devkitc-02	Espressif ESP32-C3-DevKitC-02	Espressif	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
esp32-c3-devkitm-1	Espressif ESP32-C3-DevKitM-1	Espressif	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
esp32-c3-m1i-kit	Ai-Thinker ESP-C3-M1-I-Kit	Ai-Thinker	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
esp32-c6-devkitc-1	Espressif ESP32-C6-DevKitC-1	Espressif	espressif32	esp32c6	riscv32imac	160000000	8388608	327680	espidf	
esp32-c6-devkitm-1	Espressif ESP32-C6-DevKitM-1	Espressif	espressif32	esp32c6	riscv32imac	160000000	4194304	327680	espidf	
esp32-devkitlipo	OLIMEX ESP32-DevKit-LiPo	OLIMEX	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
esp32-evb	OLIMEX ESP32-EVB	OLIMEX	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
esp32-gateway	OLIMEX ESP32-GATEWAY	OLIMEX	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
esp32-pico-devkitm-2	Espressif ESP32-PICO-DevKitM-2	Espressif Systems	espressif32	esp32	xtensa-lx6	240000000	8388608	327680	arduino|espidf	
esp32-poe	OLIMEX ESP32-PoE	OLIMEX	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
esp32-poe-iso	OLIMEX ESP32-PoE-ISO	OLIMEX	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
esp32-pro	OLIMEX ESP32-PRO	OLIMEX	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
esp32-s2-franzininho	Franzininho WiFi Board	Franzininho	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	espidf	
esp32-s2-kaluga-1	Espressif ESP32-S2-Kaluga-1 Kit	Espressif	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
esp32-s2-saola-1	Espressif ESP32-S2-Saola-1	Espressif	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
esp32-s3-devkitc-1	Espressif ESP32-S3-DevKitC-1-N8 (8 MB QD, No PSRAM)	Espressif	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
esp32-s3-devkitm-1	Espressif ESP32-S3-DevKitM-1	Espressif	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
esp320	Electronic SweetPeas ESP320	Electronic SweetPeas	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
esp32cam	AI Thinker ESP32-CAM	AI Thinker	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
esp32dev	Espressif ESP32 Dev Module	Espressif	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
esp32doit-devkit-v1	DOIT ESP32 DEVKIT V1	DOIT	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
esp32doit-espduino	DOIT ESPduino32	DOIT	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
esp32s3_powerfeather	ESP32-S3 PowerFeather	PowerFeather	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
esp32s3box	Espressif ESP32-S3-Box	Espressif	espressif32	esp32s3	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
esp32s3camlcd	ESP32S3 CAM LCD	Espressif	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
esp32s3usbotg	Espressif ESP32-S3-USB-OTG	Espressif	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
esp32thing	SparkFun ESP32 Thing	SparkFun Electronics	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
esp32thing_plus	SparkFun ESP32 Thing Plus	SparkFun Electronics	espressif32	esp32	xtensa-lx6	240000000	16777216	327680	arduino|espidf	
esp32vn-iot-uno	ESP32vn IoT Uno	ESP32vn	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
espea32	April Brother ESPea32	April Brother	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
espectro32	ESPectro32	DycodeX	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
espino32	ESPino32	ThaiEasyElec	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
esplora	Arduino Esplora	Arduino	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
etboard	ETBoard	ETBoard	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
ethernet	Arduino Ethernet	Arduino	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
eval_f072vb	STM32F072-EVAL	ST	ststm32	stm32f072vbt6	cortex-m0	48000000	131072	16384	cmsis|stm32cube|libopencm3|zephyr	stlink
eval_f107vc	STM3210C-EVAL	ST	ststm32	stm32f107vct6	cortex-m3	72000000	262144	65536	cmsis|stm32cube|libopencm3|zephyr	stlink
eval_f373vc	STM32373C-EVAL	ST	ststm32	stm32f373vct6	cortex-m4	72000000	262144	32768	cmsis|stm32cube|libopencm3|zephyr	stlink
eval_l073z	ST STM32L073Z-EVAL	ST	ststm32	stm32l073vzt6	cortex-m0plus	32000000	196608	20480	cmsis|stm32cube|libopencm3	stlink
feather328p	Adafruit Feather 328P	Adafruit	atmelavr	atmega328p	avr8	8000000	32256	2048	arduino	arduino
feather32u4	Adafruit Feather 32u4	Adafruit	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
featheresp32	Adafruit ESP32 Feather	Adafruit	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
featheresp32-s2	Adafruit ESP32-S2 Feather Development Board	Adafruit	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
fio	Arduino Fio	Arduino	atmelavr	atmega328p	avr8	8000000	30720	2048	arduino	arduino
firebeetle32	FireBeetle-ESP32	DFRobot	espressif32	esp32	xtensa-lx6	240000000	16777216	532480	arduino|espidf	
fk407m1	FK407M1	Generic	ststm32	stm32f407vet6	cortex-m4	168000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	stlink
flora8	Adafruit Flora	Adafruit	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
fm-devkit	ESP32 FM DevKit	Unknown	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
franzininho_wifi_esp32s2	Franzininho WiFi	Franzininho	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
franzininho_wifi_msc_esp32s2	Franzininho WiFi MSC	Franzininho	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
freenove_esp32_s3_wroom	Freenove ESP32-S3 WROOM N8R8 (8MB Flash / 8MB PSRAM)	Freenove	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
freenove_esp32_wrover	Freenove ESP32-Wrover	Freenove	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
frogboard	Frog Board ESP32	Fred	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
ftduino	ftDuino	Till Harbaum	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
fysetc_f6_13	FYSETC F6 V1.3	FYSETC	atmelavr	atmega2560	avr8	16000000	258048	8192	arduino	wiring
fysetc_s6	FYSETC S6	FYSETC	ststm32	stm32f446vet6	cortex-m4	168000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	stlink
gemma	Adafruit Gemma	Adafruit	atmelavr	attiny85	avr8	8000000	8192	512	arduino	usbtiny
genericSTM32F103C4	STM32F103C4 (6k RAM. 16k Flash)	Generic	ststm32	stm32f103c4t6	cortex-m3	72000000	16384	6144	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F103C6	STM32F103C6 (10k RAM. 32k Flash)	Generic	ststm32	stm32f103c6t6	cortex-m3	72000000	32768	10240	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F103C8	STM32F103C8 (20k RAM. 64k Flash)	Generic	ststm32	stm32f103c8t6	cortex-m3	72000000	65536	20480	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32F103CB	STM32F103CB (20k RAM. 128k Flash)	Generic	ststm32	stm32f103cbt6	cortex-m3	72000000	131072	20480	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32F103R4	STM32F103R4 (6k RAM. 16k Flash)	Generic	ststm32	stm32f103r4t6	cortex-m3	72000000	16384	6144	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F103R6	STM32F103R6 (10k RAM. 32k Flash)	Generic	ststm32	stm32f103r6t6	cortex-m3	72000000	32768	10240	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F103R8	STM32F103R8 (20k RAM. 64 Flash)	Generic	ststm32	stm32f103r8t6	cortex-m3	72000000	65536	20480	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32F103RB	STM32F103RB (20k RAM. 128k Flash)	Generic	ststm32	stm32f103rbt6	cortex-m3	72000000	131072	20480	arduino|cmsis|mbed|libopencm3|stm32cube	stlink
genericSTM32F103RC	STM32F103RC (48k RAM. 256k Flash)	Generic	ststm32	stm32f103rct6	cortex-m3	72000000	262144	49152	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32F103RD	STM32F103RD (64k RAM. 384k Flash)	Generic	ststm32	stm32f103rdt6	cortex-m3	72000000	393216	65536	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F103RE	STM32F103RE (64k RAM. 512k Flash)	Generic	ststm32	stm32f103ret6	cortex-m3	72000000	524288	65536	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32F103RF	STM32F103RF (96k RAM. 768k Flash)	Generic	ststm32	stm32f103rft6	cortex-m3	72000000	786432	98304	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F103RG	STM32F103RG (96k RAM. 1024k Flash)	Generic	ststm32	stm32f103rgt6	cortex-m3	72000000	1048576	98304	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F103T4	STM32F103T4 (6k RAM. 16k Flash)	Generic	ststm32	stm32f103t4u6	cortex-m3	72000000	16384	6144	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F103T6	STM32F103T6 (10k RAM. 32k Flash)	Generic	ststm32	stm32f103t6u6	cortex-m3	72000000	32768	10240	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F103T8	STM32F103T8 (20k RAM. 64k Flash)	Generic	ststm32	stm32f103t8u6	cortex-m3	72000000	65536	20480	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32F103TB	STM32F103TB (20k RAM. 128k Flash)	Generic	ststm32	stm32f103tbu6	cortex-m3	72000000	131072	20480	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32F103V8	STM32F103V8 (20k RAM. 64k Flash)	Generic	ststm32	stm32f103v8t6	cortex-m3	72000000	65536	20480	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F103VB	STM32F103VB (20k RAM. 128k Flash)	Generic	ststm32	stm32f103vbt6	cortex-m3	72000000	131072	20480	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32F103VC	STM32F103VC (48k RAM. 256k Flash)	Generic	ststm32	stm32f103vct6	cortex-m3	72000000	262144	49152	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32F103VD	STM32F103VD (64k RAM. 384k Flash)	Generic	ststm32	stm32f103vdt6	cortex-m3	72000000	393216	65536	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32F103VE	STM32F103VE (64k RAM. 512k Flash)	Generic	ststm32	stm32f103vet6	cortex-m3	72000000	524288	65536	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32F103VF	STM32F103VF (96k RAM. 768k Flash)	Generic	ststm32	stm32f103vft6	cortex-m3	72000000	786432	98304	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F103VG	STM32F103VG (96k RAM. 1024k Flash)	Generic	ststm32	stm32f103vgt6	cortex-m3	72000000	1048576	98304	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F103ZC	STM32F103ZC (48k RAM. 256k Flash)	Generic	ststm32	stm32f103zct6	cortex-m3	72000000	262144	49152	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32F103ZD	STM32F103ZD (64k RAM. 384k Flash)	Generic	ststm32	stm32f103zdt6	cortex-m3	72000000	393216	65536	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32F103ZE	STM32F103ZE (64k RAM. 512k Flash)	Generic	ststm32	stm32f103zet6	cortex-m3	72000000	524288	65536	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32F103ZF	STM32F103ZF (96k RAM. 768k Flash)	Generic	ststm32	stm32f103zft6	cortex-m3	72000000	786432	98304	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F103ZG	STM32F103ZG (96k RAM. 1024k Flash)	Generic	ststm32	stm32f103zgt6	cortex-m3	72000000	1048576	98304	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F303CB	STM32F303CB (32k RAM. 128k Flash)	Generic	ststm32	stm32f303cbt6	cortex-m4	72000000	131072	32768	cmsis|stm32cube|libopencm3	stlink
genericSTM32F373RC	STM32F373RC (32k RAM. 256k Flash)	Generic	ststm32	stm32f373rct6	cortex-m4	72000000	262144	32768	cmsis|stm32cube	stlink
genericSTM32F401CB	STM32F401CB (64k RAM. 128k Flash)	Generic	ststm32	stm32f401cbu6	cortex-m4	84000000	131072	65536	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F401CC	STM32F401CC (64k RAM. 256k Flash)	Generic	ststm32	stm32f401ccu6	cortex-m4	84000000	262144	65536	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F401CD	STM32F401CD (96k RAM. 384k Flash)	Generic	ststm32	stm32f401cdu6	cortex-m4	84000000	393216	98304	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F401CE	STM32F401CE (96k RAM. 512k Flash)	Generic	ststm32	stm32f401ceu6	cortex-m4	84000000	524288	98304	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F401RB	STM32F401RB (64k RAM. 128k Flash)	Generic	ststm32	stm32f401rbt6	cortex-m4	84000000	131072	65536	arduino|cmsis|spl|stm32cube|libopencm3	serial
genericSTM32F401RC	STM32F401RC (64k RAM. 256k Flash)	Generic	ststm32	stm32f401rct6	cortex-m4	84000000	262144	65536	arduino|cmsis|spl|stm32cube|libopencm3	serial
genericSTM32F401RD	STM32F401RD (96k RAM. 384k Flash)	Generic	ststm32	stm32f401rdt6	cortex-m4	84000000	393216	98304	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F401RE	STM32F401RE (96k RAM. 512k Flash)	Generic	ststm32	stm32f401ret6	cortex-m4	84000000	524288	98304	arduino|cmsis|spl|stm32cube|libopencm3	serial
genericSTM32F405RG	STM32F405RG (128k RAM. 1024k Flash)	Generic	ststm32	stm32f405rgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F407IGT6	STM32F407IG (192k RAM. 1024k Flash)	Generic	ststm32	stm32f407igt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3	stlink
genericSTM32F407VET6	STM32F407VE (192k RAM. 512k Flash)	Generic	ststm32	stm32f407vet6	cortex-m4	168000000	514288	131072	arduino|cmsis|stm32cube|libopencm3	stlink
genericSTM32F407VGT6	STM32F407VG (128k RAM. 1024k Flash)	Generic	ststm32	stm32f407vgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3	stlink
genericSTM32F410C8	STM32F410C8 (32k RAM. 64k Flash)	Generic	ststm32	stm32f410c8t6	cortex-m4	100000000	65536	32768	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F410CB	STM32F410CB (32k RAM. 128k Flash)	Generic	ststm32	stm32f410cbt6	cortex-m4	100000000	131072	32768	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F410R8	STM32F410R8 (32k RAM. 64k Flash)	Generic	ststm32	stm32f410r8t6	cortex-m4	100000000	65536	32768	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F410RB	STM32F410RB (32k RAM. 128k Flash)	Generic	ststm32	stm32f410rbt6	cortex-m4	100000000	131072	32768	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F411CC	STM32F411CC (128k RAM. 256k Flash)	Generic	ststm32	stm32f411ccu6	cortex-m4	100000000	262144	131072	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F411CE	STM32F411CE (128k RAM. 512k Flash)	Generic	ststm32	stm32f411ceu6	cortex-m4	100000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F411RC	STM32F411RC (128k RAM. 256k Flash)	Generic	ststm32	stm32f411rct6	cortex-m4	100000000	262144	131072	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F411RE	STM32F411RE (128k RAM. 512k Flash)	Generic	ststm32	stm32f411ret6	cortex-m4	100000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F412CE	STM32F412CE (256k RAM. 512k Flash)	Generic	ststm32	stm32f412ceu6	cortex-m4	100000000	524288	262144	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F412CG	STM32F412CG (256k RAM. 1024k Flash)	Generic	ststm32	stm32f412cgu6	cortex-m4	100000000	1048576	262144	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F412RE	STM32F412RE (256k RAM. 512k Flash)	Generic	ststm32	stm32f412ret6	cortex-m4	100000000	524288	262144	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F412RG	STM32F412RG (256k RAM. 1024k Flash)	Generic	ststm32	stm32f412rgt6	cortex-m4	100000000	1048576	262144	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F413CG	STM32F413CG (320k RAM. 1024k Flash)	Generic	ststm32	stm32f413cgu6	cortex-m4	100000000	1048576	327680	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F413CH	STM32F413CH (320k RAM. 1536k Flash)	Generic	ststm32	stm32f413chu6	cortex-m4	100000000	1572864	327680	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F413RG	STM32F413RG (320k RAM. 1024k Flash)	Generic	ststm32	stm32f413rgt6	cortex-m4	100000000	1048576	327680	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F413RH	STM32F413RH (320k RAM. 1536k Flash)	Generic	ststm32	stm32f413rht6	cortex-m4	100000000	1572864	327680	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F415RG	STM32F415RG (128k RAM. 1024k Flash)	Generic	ststm32	stm32f415rgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F417VE	STM32F417VE (128k RAM. 512k Flash)	Generic	ststm32	stm32f417vet6	cortex-m4	168000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F417VG	STM32F417VG (128k RAM. 1024k Flash)	Generic	ststm32	stm32f417vgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F423CH	STM32F423CH (320k RAM. 1536k Flash)	Generic	ststm32	stm32f423chu6	cortex-m4	100000000	1572864	327680	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F423RH	STM32F423RH (320k RAM. 1536k Flash)	Generic	ststm32	stm32f423rht6	cortex-m4	100000000	1572864	327680	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F446RC	STM32F446RC (128k RAM. 256k Flash)	Generic	ststm32	stm32f446rct6	cortex-m4	180000000	262144	131072	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32F446RE	STM32F446RE (128k RAM. 512k Flash)	Generic	ststm32	stm32f446ret6	cortex-m4	180000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	serial
genericSTM32G431CB	STM32G431CB (32k RAM. 128k Flash)	ST	ststm32	stm32g431cbu6	cortex-m4	170000000	131072	32768	arduino|cmsis|libopencm3|stm32cube	stlink
genericSTM32H750VB	STM32H750VBT6 (1024k RAM. 128k Flash)	Generic	ststm32	stm32h750vbt6	cortex-m7	480000000	131072	524288	arduino|cmsis|stm32cube|libopencm3	serial
giga_r1_m4	Arduino Giga R1 (M4 core)	Arduino	ststm32	stm32h747xih6	cortex-m4	480000000	1048576	294248	arduino	dfu
giga_r1_m7	Arduino Giga R1 (M7 core)	Arduino	ststm32	stm32h747xih6	cortex-m7	480000000	786432	523624	arduino	dfu
gnat_l082cz	Gnat-L082CZ	Tlera Corporation	ststm32	stm32l082czy6	cortex-m0plus	32000000	196608	20480	arduino|stm32cube	dfu
grasshopper_l082cz	Grasshopper-L082CZ	Tlera Corporation	ststm32	stm32l082czy6	cortex-m0plus	32000000	196608	20480	arduino|stm32cube	dfu
hackaBLE	hackaBLE	Electronut Labs	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	arduino	jlink
healthypi4	ProtoCentral HealthyPi 4	ProtoCentral	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
heltec_wifi_kit_32	Heltec WiFi Kit 32	Heltec Automation	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
heltec_wifi_kit_32_V3	Heltec WiFi Kit 32 (V3)	Heltec	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
heltec_wifi_kit_32_v2	Heltec WiFi Kit 32 (V2)	Heltec Automation	espressif32	esp32	xtensa-lx6	240000000	8388608	327680	arduino|espidf	
heltec_wifi_lora_32	Heltec WiFi LoRa 32	Heltec Automation	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
heltec_wifi_lora_32_V2	Heltec WiFi LoRa 32 (V2)	Heltec Automation	espressif32	esp32	xtensa-lx6	240000000	8388608	327680	arduino|espidf	
heltec_wifi_lora_32_V3	Heltec WiFi LoRa 32 (V3)	Heltec	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
heltec_wireless_stick	Heltec Wireless Stick	Heltec Automation	espressif32	esp32	xtensa-lx6	240000000	8388608	327680	arduino|espidf	
heltec_wireless_stick_lite	Heltec Wireless Stick Lite	Heltec Automation	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
holyiot_yj16019	Holyiot YJ-16019	Holyiot	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	zephyr	jlink
honeylemon	HONEYLemon	HONEYLemon	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
hornbill32dev	Hornbill ESP32 Dev	Hornbill	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
hornbill32minima	Hornbill ESP32 Minima	Hornbill	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
hy_tinystm103tb	Tiny STM103T	HY	ststm32	stm32f103tbu6	cortex-m3	72000000	131072	20480	arduino|cmsis|stm32cube|libopencm3	dfu
imbrios-logsens-v1p1	Imbrios LogSens V1P1	Imbrios	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
inex_openkb	INEX OpenKB	INEX	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
intorobot	IntoRobot Fig	IntoRobot	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
iotaap_magnolia	IoTaaP Magnolia	IoTaaP	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino	
iotbusio	oddWires IoT-Bus Io	oddWires	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
iotbusproteus	oddWires IoT-Bus Proteus	oddWires	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
ioxesp32	ArtronShop IOXESP32	ArtronShop	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
ioxesp32ps	ArtronShop IOXESP32PS	ArtronShop	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
itsybitsy32u4_3V	Adafruit ItsyBitsy 3V/8MHz	Adafruit	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
itsybitsy32u4_5V	Adafruit ItsyBitsy 5V/16MHz	Adafruit	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
kb32-ft	MakerAsia KB32-FT	MakerAsia	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
kits-edu	KITS ESP32 EDU	KITS	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
labplus_mpython	Labplus mPython	Labplus	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
laird_bl652_dvk	BL652 Development Kit	Laird Connectivity	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	zephyr	jlink
laird_bl653_dvk	BL653 Development Kit	Laird Connectivity	nordicnrf52	nrf52833	cortex-m4	64000000	524288	131072	zephyr	jlink
laird_bl654_dvk	BL654 Development Kit	Laird Connectivity	nordicnrf52	nrf52840	cortex-m4	64000000	1048576	262144	zephyr	jlink
laird_pinnacle_100_dvk	Laird Connectivity Pinnacle 100 DVK	Laird Connectivity	nordicnrf52	nrf52840	cortex-m4	64000000	1048576	262144	zephyr	jlink
leafony_ap03	Leafony Systems AP03	Leafony Systems	ststm32	stm32l452ret6	cortex-m4	80000000	524288	163840	arduino|cmsis|stm32cube|libopencm3	serial
leonardo	Arduino Leonardo	Arduino	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
leonardoeth	Arduino Leonardo ETH	Arduino	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
lightblue-bean	LightBlue Bean	Punch Through	atmelavr	atmega328p	avr8	8000000	32256	2048	arduino	arduino
lightblue-beanplus	LightBlue Bean+	Punch Through	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
lightup	LightUp	LightUp	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
lilka_v2	Lilka v2	Anderson & friends	espressif32	esp32s3	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
lilygo-t-display	LilyGo T-Display	LilyGo	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
lilygo-t-display-s3	LilyGo T-Display-S3	LilyGo	espressif32	esp32s3	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
lilygo-t3-s3	LilyGo T3-S3	LilyGo	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
lilygo_t3_stm32_v1	LilyGo T3-STM32	LilyGo	ststm32	stm32wle5ccu7	cortex-m4	48000000	262144	65536	arduino	serial
lilypadatmega168	Arduino LilyPad ATmega168	Arduino	atmelavr	atmega168	avr8	8000000	14336	1024	arduino	arduino
lilypadatmega328	Arduino LilyPad ATmega328	Arduino	atmelavr	atmega328p	avr8	8000000	30720	2048	arduino	arduino
lionbit	Lion:Bit Dev Board	Lion:Bit	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
lionbits3	Lion:Bit S3 STEM Dev Board	Lion:Bit	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
lolin32	WEMOS LOLIN32	WEMOS	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
lolin32_lite	WEMOS LOLIN32 Lite	WEMOS	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
lolin_c3_mini	WEMOS LOLIN C3 Mini	WEMOS	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
lolin_d32	WEMOS LOLIN D32	WEMOS	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
lolin_d32_pro	WEMOS LOLIN D32 PRO	WEMOS	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
lolin_s2_mini	WEMOS LOLIN S2 Mini	WEMOS	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
lolin_s2_pico	WEMOS LOLIN S2 PICO	WEMOS	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
lolin_s3	WEMOS LOLIN S3	WEMOS	espressif32	esp32s3	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
lolin_s3_mini	WEMOS LOLIN S3 Mini	WEMOS	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
lolin_s3_pro	WEMOS LOLIN S3 PRO	WEMOS	espressif32	esp32s3	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
lopy	Pycom LoPy	Pycom Ltd.	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
lopy4	Pycom LoPy4	Pycom Ltd.	espressif32	esp32	xtensa-lx6	240000000	4194304	1310720	arduino|espidf	
lora32u4II	LoRa32u4II (868-915MHz)	BSFrance	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
lora_e5_dev_board	SeeedStudio LoRa E5 Dev Board	SeeedStudio	ststm32	stm32wle5jc	cortex-m4	48000000	262144	65536	arduino|zephyr	stlink
lora_e5_mini	SeeedStudio LoRa-E5 mini	SeeedStudio	ststm32	stm32wle5jc	cortex-m4	48000000	262144	65536	arduino	stlink
m5stack-atom	M5Stack-ATOM	M5Stack	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
m5stack-atoms3	M5Stack AtomS3	M5Stack	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
m5stack-core-esp32	M5Stack Core ESP32	M5Stack	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
m5stack-core-esp32-16M	M5Stack Core ESP32 16M	M5Stack	espressif32	esp32	xtensa-lx6	240000000	16777216	532480	arduino|espidf	
m5stack-core2	M5Stack Core2	M5Stack	espressif32	esp32	xtensa-lx6	240000000	16777216	4521984	arduino|espidf	
m5stack-coreink	M5Stack-Core Ink	M5Stack	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
m5stack-cores3	M5Stack CoreS3	M5Stack	espressif32	esp32s3	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
m5stack-fire	M5Stack FIRE	M5Stack	espressif32	esp32	xtensa-lx6	240000000	16777216	4521984	arduino|espidf	
m5stack-grey	M5Stack GREY ESP32	M5Stack	espressif32	esp32	xtensa-lx6	240000000	16777216	532480	arduino|espidf	
m5stack-stamps3	M5Stack StampS3	M5Stack	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
m5stack-station	M5Stack Station	M5Stack	espressif32	esp32	xtensa-lx6	240000000	16777216	4521984	arduino|espidf	
m5stack-timer-cam	M5Stack Timer CAM	M5Stack	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
m5stamp-pico	M5Stamp-Pico	M5Stack	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
m5stick-c	M5Stick-C	M5Stack	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
magicbit	MagicBit	Magicblocks.io	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
malyanm200_f070cb	M200 V2	Malyan	ststm32	stm32f070cbt6	cortex-m0	48000000	122880	15168	arduino|cmsis|stm32cube|libopencm3	stlink
malyanm200_f103cb	Malyan M200 V1	Malyan	ststm32	stm32f103cbt6	cortex-m3	72000000	122880	20480	arduino|cmsis|stm32cube|libopencm3	stlink
malyanm300_f070cb	M300	Malyan	ststm32	stm32f070cbt6	cortex-m0	48000000	122880	15168	arduino|cmsis|stm32cube|libopencm3	stlink
maple	Maple	LeafLabs	ststm32	stm32f103rbt6	cortex-m3	72000000	110592	17408	arduino|cmsis|libopencm3|stm32cube	dfu
maple_mini_b20	Maple Mini Bootloader 2.0	LeafLabs	ststm32	stm32f103cbt6	cortex-m3	72000000	122880	20480	arduino|cmsis|libopencm3|stm32cube	dfu
maple_mini_origin	Maple Mini Original	LeafLabs	ststm32	stm32f103cbt6	cortex-m3	72000000	110592	20480	arduino|cmsis|libopencm3|stm32cube	dfu
maple_ret6	Maple (RET6)	LeafLabs	ststm32	stm32f103ret6	cortex-m3	72000000	262144	49152	arduino|cmsis|libopencm3|stm32cube	dfu
mayfly	EnviroDIY Mayfly	EnviroDIY	atmelavr	atmega1284p	avr8	8000000	130048	16384	arduino	arduino
mbed_connect_odin	Mbed Connect Cloud	u-blox	ststm32	stm32f439ziy6	cortex-m4	168000000	2097152	262144	stm32cube|libopencm3	stlink
megaADK	Arduino Mega ADK	Arduino	atmelavr	atmega2560	avr8	16000000	253952	8192	arduino	wiring
megaatmega1280	Arduino Mega or Mega 2560 ATmega1280	Arduino	atmelavr	atmega1280	avr8	16000000	126976	8192	arduino	arduino
megaatmega2560	Arduino Mega or Mega 2560 ATmega2560 (Mega 2560)	Arduino	atmelavr	atmega2560	avr8	16000000	253952	8192	arduino	wiring
metro	Adafruit Metro	Adafruit	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
mgbot-iotik32a	MGBOT IOTIK 32A	MGBOT	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
mgbot-iotik32b	MGBOT IOTIK 32B	MGBOT	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
mhetesp32devkit	MH ET LIVE ESP32DevKIT	MH-ET Live	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
mhetesp32minikit	MH ET LIVE ESP32MiniKit	MH-ET Live	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
micro	Arduino Micro	Arduino	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
microduino-core-esp32	Microduino Core ESP32	Microduino	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
microduino32_flash	Microduino Core STM32 to Flash	Microduino	ststm32	stm32f103cbt6	cortex-m3	72000000	108000	20480	arduino|cmsis|stm32cube|libopencm3	dfu
micros2	microS2	microS2	espressif32	esp32s2	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
mightyhat	LowPowerLab MightyHat	LowPowerLab	atmelavr	atmega328p	avr8	16000000	31744	2048	arduino	arduino
miniatmega168	Arduino Mini ATmega168	Arduino	atmelavr	atmega168	avr8	16000000	14336	1024	arduino	arduino
miniatmega328	Arduino Mini ATmega328	Arduino	atmelavr	atmega328p	avr8	16000000	28672	2048	arduino	arduino
minimain_esp32s2	Department of Alchemy MiniMain ESP32-S2	Department of Alchemy	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
miniwireless	Anarduino MiniWireless	Anarduino	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
mkr_sharky	MKR Sharky	Midatronics	ststm32	stm32wb55cg	cortex-m4	64000000	524288	196608	arduino	mbed
mote_l152rc	NAMote72	Semtech	ststm32	stm32l152rc	cortex-m3	32000000	262144	32768	mbed|cmsis|stm32cube|libopencm3	mbed
moteino	LowPowerLab Moteino	LowPowerLab	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
moteino8mhz	LowPowerLab Moteino (8Mhz)	LowPowerLab	atmelavr	atmega328p	avr8	8000000	32256	2048	arduino	arduino
moteinomega	LowPowerLab MoteinoMEGA	LowPowerLab	atmelavr	atmega1284p	avr8	16000000	130048	16384	arduino	arduino
motorgo_mini_1	MotorGo Mini 1 (ESP32-S3)	MotorGo	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
mtb_ublox_odin_w2	u-blox ODIN-W2	u-blox	ststm32	stm32f439ziy6	cortex-m4	168000000	2097152	262144	stm32cube	stlink
mts_dragonfly_f411re	MTS Dragonfly	MultiTech	ststm32	stm32f411ret6	cortex-m4	100000000	524288	131072	mbed|stm32cube|libopencm3	mbed
mts_mdot_f405rg	MultiTech mDot	MultiTech	ststm32	stm32f411ret6	cortex-m4	100000000	524288	131072	stm32cube|libopencm3	mbed
mts_mdot_f411re	MultiTech mDot F411	MultiTech	ststm32	stm32f411ret6	cortex-m4	100000000	524288	131072	stm32cube|libopencm3	mbed
mxchip_az3166	Microsoft Azure IoT Development Kit (MXChip AZ3166)	MXChip	ststm32	stm32f412zgt6	cortex-m4	100000000	1048576	262144	arduino|cmsis|stm32cube|libopencm3	stlink
namino_arancio	Namino Arancio	MECT SRL	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
namino_rosso	Namino Rosso	MECT SRL	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
nano32	MakerAsia Nano32	MakerAsia	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
nano33ble	Arduino Nano 33 BLE	Arduino	nordicnrf52	nrf52840	cortex-m4	64000000	983040	262144	arduino	sam-ba
nanoatmega168	Arduino Nano ATmega168	Arduino	atmelavr	atmega168	avr8	16000000	14336	1024	arduino	arduino
nanoatmega328	Arduino Nano ATmega328	Arduino	atmelavr	atmega328p	avr8	16000000	30720	2048	arduino	arduino
nanoatmega328new	Arduino Nano ATmega328 (New Bootloader)	Arduino	atmelavr	atmega328p	avr8	16000000	30720	2048	arduino	arduino
nanorp2040connect	Arduino Nano RP2040 Connect	Arduino	raspberrypi	rp2040	cortex-m0plus	133000000	2097152	270336	arduino	picotool
nebulas3	Kinetic Dynamics Nebula S3	Kinetic Dynamics	espressif32	esp32s3	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
netduino2plus	N2+	Netduino	ststm32	stm32f405rgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3	dfu
nibo2	nicai-systems NIBO 2 robot	nicai-systems	atmelavr	atmega128	avr8	16000000	131072	4096	arduino	stk500v2
nibobee	nicai-systems NIBObee robot	nicai-systems	atmelavr	atmega16	avr8	15000000	16384	1024	arduino	usbasp
nibobee_1284	nicai-systems NIBObee robot with Tuning Kit	nicai-systems	atmelavr	atmega1284p	avr8	20000000	131072	16384	arduino	usbasp
niboburger	nicai-systems NIBO burger robot	nicai-systems	atmelavr	atmega16	avr8	15000000	16384	1024	arduino	usbasp
niboburger_1284	nicai-systems NIBO burger robot with Tuning Kit	nicai-systems	atmelavr	atmega1284p	avr8	20000000	131072	16384	arduino	usbasp
nicla_sense_me	Arduino Nicla Sense ME	Arduino	nordicnrf52	nrf52832	cortex-m4	64000000	527616	64288	arduino	cmsis-dap
nicla_vision	Arduino Nicla Vision	Arduino	ststm32	stm32h747xih6	cortex-m7	480000000	786432	523624	arduino	dfu
nicla_vision_m4	Arduino Nicla Vision (M4 core)	Arduino	ststm32	stm32h747xih6	cortex-m4	480000000	1048576	294248	arduino	dfu
nina_w10	u-blox NINA-W10 series	u-blox	espressif32	esp32	xtensa-lx6	240000000	2097152	327680	arduino|espidf	
node32s	Node32s	Aiyarafun	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
nodemcu-32s	NodeMCU-32S	NodeMCU	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
nodemcu-32s2	Ai-Thinker NodeMCU-32S2 (ESP-12K)	Ai-Thinker	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
nrf52832_mdk	Makerdiary nRF52832-MDK	Makerdiary	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	zephyr	cmsis-dap
nrf52833_dk	Nordic nRF52833-DK	Nordic	nordicnrf52	nrf52833	cortex-m4	64000000	524288	131072	zephyr	jlink
nrf52840_dk	Nordic nRF52840-DK	Nordic	nordicnrf52	nrf52840	cortex-m4	64000000	1048576	262144	arduino|mbed|zephyr	jlink
nrf52840_dk_adafruit	Nordic nRF52840-DK (Adafruit BSP)	Nordic	nordicnrf52	nrf52840	cortex-m4	64000000	815104	248832	arduino	jlink
nrf52840_mdk	Makerdiary nRF52840-MDK	Makerdiary	nordicnrf52	nrf52840	cortex-m4	64000000	1048576	262144	zephyr	cmsis-dap
nrf52_dk	Nordic nRF52-DK	Nordic	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	arduino|mbed|zephyr	jlink
nscreen-32	YeaCreate NSCREEN-32	YeaCreate	espressif32	esp32	xtensa-lx6	240000000	16777216	327680	arduino|espidf	
nucleo_f030r8	ST Nucleo F030R8	ST	ststm32	stm32f030r8t6	cortex-m0	48000000	65536	8192	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
nucleo_f031k6	ST Nucleo F031K6	ST	ststm32	stm32f031k6t6	cortex-m0	48000000	32768	4096	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
nucleo_f042k6	ST Nucleo F042K6	ST	ststm32	stm32f042k6t6	cortex-m0	48000000	32768	6144	arduino|cmsis|stm32cube|libopencm3	stlink
nucleo_f070rb	ST Nucleo F070RB	ST	ststm32	stm32f070rbt6	cortex-m0	48000000	131072	16384	cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_f072rb	ST Nucleo F072RB	ST	ststm32	stm32f072rbt6	cortex-m0	48000000	131072	16384	arduino|cmsis|mbed|stm32cube|libopencm3	stlink
nucleo_f091rc	ST Nucleo F091RC	ST	ststm32	stm32f091rct6	cortex-m0	48000000	262144	32768	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_f103rb	ST Nucleo F103RB	ST	ststm32	stm32f103rbt6	cortex-m3	72000000	131072	20480	arduino|cmsis|mbed|libopencm3|stm32cube|zephyr	stlink
nucleo_f207zg	ST Nucleo F207ZG	ST	ststm32	stm32f207zgt6	cortex-m3	120000000	1048576	131072	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_f302r8	ST Nucleo F302R8	ST	ststm32	stm32f302r8t6	cortex-m4	72000000	65536	16384	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
nucleo_f303k8	ST Nucleo F303K8	ST	ststm32	stm32f303k8t6	cortex-m4	72000000	65536	12288	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_f303re	ST Nucleo F303RE	ST	ststm32	stm32f303ret6	cortex-m4	72000000	524288	65536	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_f303ze	ST Nucleo F303ZE	ST	ststm32	stm32f303zet6	cortex-m4	72000000	524288	65536	cmsis|mbed|stm32cube|libopencm3	stlink
nucleo_f334r8	ST Nucleo F334R8	ST	ststm32	stm32f334r8t6	cortex-m4	72000000	65536	16384	cmsis|stm32cube|libopencm3|zephyr	stlink
nucleo_f401re	ST Nucleo F401RE	ST	ststm32	stm32f401ret6	cortex-m4	84000000	524288	98304	arduino|mbed|cmsis|spl|stm32cube|libopencm3|zephyr	stlink
nucleo_f410rb	ST Nucleo F410RB	ST	ststm32	stm32f410rbt6	cortex-m4	100000000	131072	32768	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
nucleo_f411re	ST Nucleo F411RE	ST	ststm32	stm32f411ret6	cortex-m4	100000000	524288	131072	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_f412zg	ST Nucleo F412ZG	ST	ststm32	stm32f412zgt6	cortex-m4	100000000	1048576	262144	cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_f413zh	ST Nucleo F413ZH	ST	ststm32	stm32f413zht6	cortex-m4	100000000	1572864	327680	cmsis|stm32cube|libopencm3|mbed|zephyr	stlink
nucleo_f429zi	ST Nucleo F429ZI	ST	ststm32	stm32f429zit6	cortex-m4	180000000	2097152	196608	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_f439zi	ST Nucleo F439ZI	ST	ststm32	stm32f439zit6	cortex-m4	180000000	2097152	196608	arduino|cmsis|mbed|stm32cube|libopencm3	stlink
nucleo_f446re	ST Nucleo F446RE	ST	ststm32	stm32f446ret6	cortex-m4	180000000	524288	131072	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_f446ze	ST Nucleo F446ZE	ST	ststm32	stm32f446zet6	cortex-m4	180000000	524288	131072	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_f722ze	ST Nucleo F722ZE	ST	ststm32	stm32f722zet6	cortex-m7	216000000	524288	262144	arduino|cmsis|stm32cube|libopencm3	stlink
nucleo_f746zg	ST Nucleo F746ZG	ST	ststm32	stm32f746zgt6	cortex-m7	216000000	1048576	327680	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_f756zg	ST Nucleo F756ZG	ST	ststm32	stm32f756zg	cortex-m7	216000000	1048576	327680	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_f767zi	ST Nucleo F767ZI	ST	ststm32	stm32f767zit6	cortex-m7	216000000	2097152	524288	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_g031k8	ST NUCLEO-G031K8	ST	ststm32	stm32g031k8	cortex-m0plus	64000000	65536	8192	arduino|cmsis|stm32cube	stlink
nucleo_g070rb	Nucleo G070RB	ST	ststm32	stm32g070rbt6	cortex-m0plus	64000000	131072	36864	arduino|cmsis|libopencm3|stm32cube|zephyr	stlink
nucleo_g071rb	Nucleo G071RB	ST	ststm32	stm32g071rbt6	cortex-m0plus	64000000	131072	36864	arduino|cmsis|libopencm3|stm32cube|zephyr	stlink
nucleo_g0b1re	ST Nucleo G0B1RE	ST	ststm32	stm32g0b1ret6	cortex-m0plus	64000000	524288	147456	arduino|stm32cube	stlink
nucleo_g431kb	Nucleo G431KB	ST	ststm32	stm32g431kbt6	cortex-m4	170000000	131072	32768	arduino|cmsis|libopencm3|stm32cube	stlink
nucleo_g431rb	Nucleo G431RB	ST	ststm32	stm32g431rbt6	cortex-m4	170000000	131072	32768	arduino|cmsis|libopencm3|stm32cube|zephyr	stlink
nucleo_g474re	Nucleo G474RE	ST	ststm32	stm32g474ret6	cortex-m4	170000000	524288	131072	arduino|cmsis|mbed|libopencm3|stm32cube|zephyr	stlink
nucleo_g491re	Nucleo G491RE	ST	ststm32	stm32g491ret6	cortex-m4	170000000	524288	114688	stm32cube	stlink
nucleo_h563zi	ST Nucleo H563ZI	ST	ststm32	stm32h563zit6u	cortex-m33	250000000	2097152	655360	arduino|zephyr	mbed
nucleo_h723zg	ST Nucleo H723ZG	ST	ststm32	stm32h723zgt6	cortex-m7	550000000	1048576	327680	arduino|cmsis|stm32cube|mbed|libopencm3|zephyr	stlink
nucleo_h743zi	ST Nucleo H743ZI	ST	ststm32	stm32h743zit6	cortex-m7	400000000	2097152	524288	arduino|cmsis|stm32cube|mbed|zephyr	stlink
nucleo_h745zi_q	ST Nucleo H745ZI-Q	ST	ststm32	stm32h745zit6	cortex-m7	480000000	1048576	524288	cmsis|stm32cube|zephyr	stlink
nucleo_h753zi	ST Nucleo H753ZI	ST	ststm32	stm32h753zit6	cortex-m7	400000000	2097152	524288	arduino|cmsis|stm32cube|zephyr	stlink
nucleo_l010rb	ST Nucleo L010RB	ST	ststm32	stm32l010rbt6	cortex-m0plus	32000000	131072	20480	arduino|stm32cube	stlink
nucleo_l011k4	ST Nucleo L011K4	ST	ststm32	stm32l011k4t6	cortex-m0plus	32000000	16384	2048	cmsis|stm32cube|libopencm3|zephyr	stlink
nucleo_l031k6	ST Nucleo L031K6	ST	ststm32	stm32l031k6t6	cortex-m0plus	32000000	32768	8192	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
nucleo_l053r8	ST Nucleo L053R8	ST	ststm32	stm32l053r8t6	cortex-m0plus	32000000	65536	8192	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
nucleo_l073rz	ST Nucleo L073RZ	ST	ststm32	stm32l073rz	cortex-m0plus	32000000	196608	20480	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_l152re	ST Nucleo L152RE	ST	ststm32	stm32l152ret6	cortex-m3	32000000	524288	81920	arduino|cmsis|mbed|stm32cube|libopencm3	stlink
nucleo_l412kb	ST Nucleo L412KB	ST	ststm32	stm32l412kbu6	cortex-m4	80000000	131072	40960	arduino|cmsis|stm32cube	stlink
nucleo_l412rb_p	ST Nucleo L412RB-P	ST	ststm32	stm32l412rbt6p	cortex-m4	80000000	131072	40960	arduino|cmsis|stm32cube|zephyr	stlink
nucleo_l432kc	ST Nucleo L432KC	ST	ststm32	stm32l432kcu6	cortex-m4	80000000	262144	65536	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_l433rc_p	ST Nucleo L433RC-P	ST	ststm32	stm32l433rc	cortex-m4	80000000	262144	65536	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_l452re	ST Nucleo L452RE	ST	ststm32	stm32l452ret6	cortex-m4	80000000	524288	163840	arduino|cmsis|stm32cube|libopencm3	stlink
nucleo_l476rg	ST Nucleo L476RG	ST	ststm32	stm32l476rgt6	cortex-m4	80000000	1048576	98304	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_l486rg	ST Nucleo L486RG	ST	ststm32	stm32l486rgt6	cortex-m4	80000000	1048576	131072	cmsis|mbed|stm32cube|libopencm3	stlink
nucleo_l496zg	ST Nucleo L496ZG	ST	ststm32	stm32l496zgt6	cortex-m4	80000000	1048576	327680	arduino|cmsis|mbed|stm32cube|libopencm3|zephyr	stlink
nucleo_l496zg_p	ST Nucleo L496ZG-P	ST	ststm32	stm32l496zgt6p	cortex-m4	80000000	1048576	327680	arduino|cmsis|mbed|stm32cube|libopencm3	stlink
nucleo_l4r5zi	ST Nucleo L4R5ZI	ST	ststm32	stm32l4r5zit6	cortex-m4	120000000	2097152	655360	arduino|cmsis|mbed|stm32cube|zephyr	stlink
nucleo_l552ze_q	ST Nucleo L552ZE-Q	ST	ststm32	stm32l552zet6	cortex-m33	80000000	524288	196608	arduino|cmsis|stm32cube|zephyr	stlink
nucleo_u575zi_q	ST Nucleo U575ZI-Q	ST	ststm32	stm32u575zit6q	cortex-m33	160000000	2097152	786432	arduino|mbed|zephyr	stlink
nucleo_wb55rg_p	P-Nucleo WB55RG	ST	ststm32	stm32wb55rg	cortex-m4	64000000	524288	196608	arduino	stlink
nucleo_wl55jc	ST Nucleo WL55JC	ST	ststm32	stm32wl55jc	cortex-m4	48000000	262144	65536	arduino|zephyr	stlink
odroid_esp32	ODROID-GO	Hardkernel	espressif32	esp32	xtensa-lx6	240000000	16777216	327680	arduino|espidf	
olimex_e407	STM32-E407	Olimex	ststm32	stm32f407zgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
olimex_f103	Olimex STM32-H103	Olimex	ststm32	stm32f103rbt6	cortex-m3	72000000	131072	20480	arduino|cmsis|mbed|libopencm3|stm32cube	stlink
olimex_h407	STM32-H407	Olimex	ststm32	stm32f407zgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
olimex_p405	Olimex STM32-P405	Olimex	ststm32	stm32f405rgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
olimexino	OLIMEXINO-STM32	Olimex	ststm32	stm32f103rbt6	cortex-m3	72000000	131072	20480	arduino|cmsis|libopencm3|stm32cube|zephyr	stlink
olimexino_stm32f3	Olimex OLIMEXINO-STM32F3	Olimex	ststm32	stm32f303rct6	cortex-m3	72000000	262144	40960	arduino|cmsis|libopencm3|stm32cube	stlink
one	Linino One	Linino	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
onehorse32dev	Onehorse ESP32 Dev Module	Onehorse	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
opta	Arduino Opta	Arduino	ststm32	stm32h747xih6	cortex-m7	480000000	786432	523624	arduino	dfu
opta_m4	Arduino Opta (M4 core)	Arduino	ststm32	stm32h747xih6	cortex-m4	480000000	1048576	294248	arduino	dfu
oroca_edubot	OROCA EduBot	OROCA	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
panStampAVR	PanStamp AVR	PanStamp	atmelavr	atmega328p	avr8	8000000	32256	2048	arduino	arduino
particle_argon	Particle Argon	Particle	nordicnrf52	nrf52840	cortex-m4	64000000	815104	248832	zephyr	nrfutil
particle_boron	Particle Boron	Particle	nordicnrf52	nrf52840	cortex-m4	64000000	815104	248832	zephyr	nrfutil
particle_xenon	Particle Xenon	Particle	nordicnrf52	nrf52840	cortex-m4	64000000	815104	248832	arduino|zephyr	nrfutil
pico	Raspberry Pi Pico	Raspberry Pi	raspberrypi	rp2040	cortex-m0plus	133000000	2097152	270336	arduino	picotool
pico32	ESP32 Pico Kit	Espressif	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
piconomix_px_her0	Piconomix PX-HER0	Piconomix	ststm32	stm32l072rb	cortex-m0plus	32000000	131072	20480	arduino|cmsis|stm32cube|libopencm3	stlink
pinoccio	Pinoccio Scout	Pinoccio	atmelavr	atmega256rfr2	avr8	16000000	253952	32768	arduino	wiring
piranha_esp32	Fishino Piranha ESP-32	Fishino	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
pocket_32	Dongsen Tech Pocket 32	Dongsen Technology	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
portenta_h7_m4	Arduino Portenta H7 (M4 core)	Arduino	ststm32	stm32h747xih6	cortex-m4	480000000	1048576	294248	arduino	dfu
portenta_h7_m7	Arduino Portenta H7 (M7 core)	Arduino	ststm32	stm32h747xih6	cortex-m7	480000000	786432	523624	arduino	dfu
prntr_v2	PrntrBoard V2	PrntrBoard	ststm32	stm32f407vet6	cortex-m4	168000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	stlink
pro16MHzatmega168	Arduino Pro or Pro Mini ATmega168 (5V, 16 MHz)	Arduino	atmelavr	atmega168	avr8	16000000	14336	1024	arduino	arduino
pro16MHzatmega328	Arduino Pro or Pro Mini ATmega328 (5V, 16 MHz)	Arduino	atmelavr	atmega328p	avr8	16000000	30720	2048	arduino	arduino
pro8MHzatmega168	Arduino Pro or Pro Mini ATmega168 (3.3V, 8 MHz)	Arduino	atmelavr	atmega168	avr8	8000000	14336	1024	arduino	arduino
pro8MHzatmega328	Arduino Pro or Pro Mini ATmega328 (3.3V, 8 MHz)	Arduino	atmelavr	atmega328p	avr8	8000000	30720	2048	arduino	arduino
protrinket3	Adafruit Pro Trinket 3V/12MHz (USB)	Adafruit	atmelavr	atmega328p	avr8	12000000	28672	2048	arduino	usbtiny
protrinket3ftdi	Adafruit Pro Trinket 3V/12MHz (FTDI)	Adafruit	atmelavr	atmega328p	avr8	12000000	28672	2048	arduino	arduino
protrinket5	Adafruit Pro Trinket 5V/16MHz (USB)	Adafruit	atmelavr	atmega328p	avr8	16000000	28672	2048	arduino	usbtiny
protrinket5ftdi	Adafruit Pro Trinket 5V/16MHz (FTDI)	Adafruit	atmelavr	atmega328p	avr8	16000000	28672	2048	arduino	arduino
prusa_mm_control	Original Prusa i3 MK3 Multi Material 2.0 Upgrade	Prusa 3D	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
prusa_rambo	Prusa RAMBo	Prusa 3D	atmelavr	atmega2560	avr8	16000000	258048	8192	arduino	wiring
pybstick26_duino	PYBSTICK26 Duino	PYBStick	ststm32	stm32f072rb	cortex-m0	48000000	131072	16384	arduino|cmsis|stm32cube|libopencm3	stlink
pybstick26_lite	PYBStick Lite 26	PYBStick	ststm32	stm32f401ceu6	cortex-m4	84000000	524288	98304	arduino|cmsis|stm32cube|libopencm3	stlink
pybstick26_pro	PYBStick 26 Pro	PYBStick	ststm32	stm32f412re	cortex-m4	100000000	524288	262144	arduino|cmsis|stm32cube|libopencm3	stlink
pybstick26_std	PYBStick Standard 26	PYBStick	ststm32	stm32f411ceu6	cortex-m4	100000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	stlink
pycom_gpy	Pycom GPy	Pycom Ltd.	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
qchip	Qchip	Qmobot LLP	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
quantum	Noduino Quantum	Noduino	espressif32	esp32	xtensa-lx6	240000000	16777216	327680	arduino|espidf	
quirkbot	Quirkbot	Quirkbot	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
rak811_tracker	RAK811 LoRa Tracker	RAK	ststm32	stm32l151rbt6	cortex-m3	32000000	131072	16384	arduino|cmsis|stm32cube|libopencm3	stlink
rak811_tracker_32	RAK811 LoRa Tracker	RAK	ststm32	stm32l151rbt6	cortex-m3	32000000	131072	32768	arduino|cmsis|stm32cube|libopencm3	stlink
raspduino	BitWizard Raspduino	BitWizard	atmelavr	atmega328p	avr8	16000000	30720	2048	arduino	arduino
raytac_mdbt50q_rx	Raytac MDBT50Q-RX Dongle	Raytac	nordicnrf52	nrf52840	cortex-m4	64000000	815104	248832	arduino	nrfutil
redbear_blenano2	RedBearLab BLE Nano 2	RedBearLab	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	arduino|zephyr	cmsis-dap
redbear_blend2	RedBearLab Blend 2	RedBearLab	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	arduino	cmsis-dap
redpill_esp32s3	Munich Labs RedPill ESP32-S3	Munich Labs	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
reel_board	PHYTEC reel board	PHYTEC	nordicnrf52	nrf52840	cortex-m4	64000000	1048576	262144	zephyr	cmsis-dap
reel_board_v2	PHYTEC reel board v2	PHYTEC	nordicnrf52	nrf52840	cortex-m4	64000000	1048576	262144	zephyr	cmsis-dap
remram_v1	3D printer controller	RemRam	ststm32	stm32f765vit6	cortex-m7	216000000	2097152	524288	arduino|cmsis|stm32cube|libopencm3	stlink
reprap_rambo	RepRap RAMBo	RepRap	atmelavr	atmega2560	avr8	16000000	258048	8192	arduino	wiring
rhf76_052	RHF76 052	ST	ststm32	stm32l051c8t6	cortex-m0plus	32000000	65536	8192	arduino|cmsis|stm32cube|libopencm3	serial
rhombio_l476dmw1k	L476DMW1K	rhomb.io	ststm32	stm32l476vgt6	cortex-m4	80000000	1048576	131072	cmsis|mbed|stm32cube|libopencm3	cmsis-dap
roboheart_hercules	RoboHeart Hercules	RoboHeart	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
robotControl	Arduino Robot Control	Arduino	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
robotMotor	Arduino Robot Motor	Arduino	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
robotdyn_blackpill_f303cc	BlackPill F303CC	RobotDyn	ststm32	stm32f303cct6	cortex-m4	72000000	262144	40960	arduino|cmsis|stm32cube|libopencm3	stlink
rumba32_f446ve	3D Printer control board	RUMBA	ststm32	stm32f446ret6	cortex-m4	180000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	stlink
ruuvitag	Ruuvi Tag	Ruuvi	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	zephyr	jlink
rymcu-esp32-c3-devkitm-1	RYMCU ESP32-C3-DevKitM-1	RYMCU	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
rymcu-esp32-devkitc	RYMCU ESP32-DevKitC	RYMCU	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
rymcu-esp32-s3-devkitc-1	RYMCU ESP32-S3-DevKitC-1-N8R2 (8 MB QD, 2 MB PSRAM)	RYMCU	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
rymcu_f407ve	RYMCU STM32F407VE (192k RAM. 512k Flash)	RYMCU	ststm32	stm32f407vet6	cortex-m4	168000000	514288	131072	arduino|cmsis|stm32cube|libopencm3	stlink
rymcu_nebulapi_f103ve	RYMCU Nebula Pi F103VE (64k RAM. 512k Flash)	RYMCU	ststm32	stm32f103vet6	cortex-m3	72000000	524288	65536	arduino|cmsis|libopencm3|stm32cube	stlink
s_odi_ultra	S.ODI Ultra v1	S.ODI	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
sakuraio_evb_01	sakura.io Evaluation Board	sakura.io	ststm32	stm32f411ret6	cortex-m4	100000000	1048576	131072	cmsis|stm32cube|libopencm3	mbed
sanguino_atmega1284_8m	Sanguino ATmega1284p (8MHz)	Sanguino	atmelavr	atmega1284p	avr8	8000000	130048	16384	arduino	arduino
sanguino_atmega1284p	Sanguino ATmega1284p (16MHz)	Sanguino	atmelavr	atmega1284p	avr8	16000000	130048	16384	arduino	arduino
sanguino_atmega644	Sanguino ATmega644 or ATmega644A (16 MHz)	Sanguino	atmelavr	atmega644	avr8	16000000	64512	4096	arduino	arduino
sanguino_atmega644_8m	Sanguino ATmega644 or ATmega644A (8 MHz)	Sanguino	atmelavr	atmega644	avr8	8000000	64512	4096	arduino	arduino
sanguino_atmega644p	Sanguino ATmega644P or ATmega644PA (16 MHz)	Sanguino	atmelavr	atmega644p	avr8	16000000	64512	4096	arduino	arduino
sanguino_atmega644p_8m	Sanguino ATmega644P or ATmega644PA (8 MHz)	Sanguino	atmelavr	atmega644p	avr8	8000000	64512	4096	arduino	arduino
sdt52832b	SDT52832B	Sigma Delta Technologies	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	mbed	mbed
seeedArchMax	Seeed Arch Max	SeeedStudio	ststm32	stm32f407vet6	cortex-m4	168000000	524288	196608	cmsis|mbed|stm32cube|libopencm3	mbed
seeed_xiao_esp32c3	Seeed Studio XIAO ESP32C3	Seeed Studio	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
seeed_xiao_esp32c6	Seeed Studio XIAO ESP32C6	Seeed Studio	espressif32	esp32c6	riscv32imac	160000000	4194304	327680	espidf	
seeed_xiao_esp32s3	Seeed Studio XIAO ESP32S3	Seeed Studio	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
seeeduino	Seeeduino	SeeedStudio	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
sensebox_mcu_esp32s2	senseBox MCU-S2 ESP32-S2	senseBox	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
sensesiot_weizen	LOGISENSES Senses Weizen	LOGISENSES	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
sg-o_airMon	SG-O AirMon	SG-O	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
silica_sensor_node	ST Sensor Node	Avnet Silica	ststm32	stm32l476jg	cortex-m4	80000000	1048576	131072	cmsis|stm32cube|libopencm3	mbed
sleepypi	SpellFoundry Sleepy Pi 2	SpellFoundry	atmelavr	atmega328p	avr8	8000000	30720	2048	arduino	arduino
smart7688	LinkIt Smart 7688 Duo	MediaTek Labs	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
sodaq_galora	SODAQ GaLoRa	SODAQ	atmelavr	atmega1284p	avr8	8000000	130048	16384	arduino	arduino
sodaq_mbili	SODAQ Mbili	SODAQ	atmelavr	atmega1284p	avr8	8000000	130048	16384	arduino	arduino
sodaq_moja	SODAQ Moja	SODAQ	atmelavr	atmega328p	avr8	8000000	32256	2048	arduino	arduino
sodaq_ndogo	SODAQ Ndogo	SODAQ	atmelavr	atmega1284p	avr8	8000000	130048	16384	arduino	arduino
sodaq_tatu	SODAQ Tatu	SODAQ	atmelavr	atmega1284p	avr8	8000000	130048	16384	arduino	arduino
sparkfun_digitalsandbox	SparkFun Digital Sandbox	SparkFun	atmelavr	atmega328p	avr8	8000000	32256	2048	arduino	arduino
sparkfun_esp32_iot_redboard	SparkFun ESP32 IoT RedBoard	SparkFun	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
sparkfun_esp32micromod	SparkFun ESP32 MicroMod	SparkFun	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
sparkfun_esp32s2_thing_plus	SparkFun ESP32-S2 Thing Plus	SparkFun	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
sparkfun_esp32s2_thing_plus_c	SparkFun ESP32 Thing Plus C	SparkFun	espressif32	esp32	xtensa-lx6	240000000	16777216	327680	arduino|espidf	
sparkfun_fiov3	SparkFun Fio V3 3.3V/8MHz	SparkFun	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
sparkfun_lora_gateway_1-channel	SparkFun LoRa Gateway 1-Channel	SparkFun	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
sparkfun_makeymakey	SparkFun Makey Makey	SparkFun	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
sparkfun_megamini	SparkFun Mega Pro Mini 3.3V	SparkFun	atmelavr	atmega2560	avr8	8000000	258048	8192	arduino	stk500v2
sparkfun_megapro16MHz	SparkFun Mega Pro 5V/16MHz	SparkFun	atmelavr	atmega2560	avr8	16000000	253952	8192	arduino	wiring
sparkfun_megapro8MHz	SparkFun Mega Pro 3.3V/8MHz	SparkFun	atmelavr	atmega2560	avr8	8000000	258048	8192	arduino	wiring
sparkfun_micromod_f405	SparkFun MicroMod STM32F405	SparkFun	ststm32	stm32f405rgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3|zephyr	stlink
sparkfun_promicro16	SparkFun Pro Micro 5V/16MHz	SparkFun	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
sparkfun_promicro8	SparkFun Pro Micro 3.3V/8MHz	SparkFun	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
sparkfun_qduinomini	SparkFun Qduino Mini	SparkFun	atmelavr	atmega32u4	avr8	8000000	28672	2560	arduino	avr109
sparkfun_redboard	SparkFun RedBoard	SparkFun	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
sparkfun_satmega128rfa1	SparkFun ATmega128RFA1 Dev Board	SparkFun	atmelavr	atmega128rfa1	avr8	16000000	126976	16384	arduino	arduino
sparkfun_serial7seg	SparkFun Serial 7-Segment Display	SparkFun	atmelavr	atmega328p	avr8	8000000	32256	2048	arduino	arduino
sparky_v1	Sparky V1 F303	TauLabs	ststm32	stm32f303cct6	cortex-m4	72000000	262144	40960	arduino|cmsis|stm32cube|libopencm3	stlink
st3dp001_eval	3DP001V1 Evaluation board for 3D printer	ST	ststm32	stm32f401vet6	cortex-m4	84000000	524288	98304	arduino|cmsis|stm32cube	stlink
stct_nrf52_minidev	Taida Century nRF52 mini board	Taida Century	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	arduino	jlink
steval_fcu001v1	STEVAL-FCU001V1 Flight controller unit evaluation board	ST	ststm32	stm32f401ccu6	cortex-m4	84000000	262144	65536	cmsis|stm32cube|libopencm3|zephyr	stlink
steval_mksboxv1	SensorTile.box	ST	ststm32	stm32l4r9zi	cortex-m4	120000000	2097152	655360	arduino|cmsis|stm32cube|libopencm3	stlink
stm32f4stamp	STM32F4Stamp F405	Generic	ststm32	stm32f405rgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3	dfu
storm32_v1_31_rc	STorM32 BGC v1.31 RC	STorM32	ststm32	stm32f103rct6	cortex-m3	72000000	262144	49152	arduino|cmsis|libopencm3|stm32cube	stlink
tamc_termod_s3	TAMC Termod S3	TAMC	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
the_things_uno	The Things Uno	The Things Network	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
thingy_52	Nordic Thingy:52 (nRF52-PCA20020)	Nordic	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	zephyr	jlink
thunder_pack	ThunderPack v1.0	ThunderPack	ststm32	stm32l072kz	cortex-m0plus	32000000	196608	20480	arduino|cmsis|stm32cube|libopencm3	stlink
thunder_pack_f411	ThunderPack v1.1+	ThunderPack	ststm32	stm32f411ceu6	cortex-m4	100000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	stlink
tinyduino	TinyCircuits TinyDuino Processor Board	TinyCircuits	atmelavr	atmega328p	avr8	8000000	30720	2048	arduino	arduino
tinylily	TinyCircuits TinyLily Mini Processor	TinyCircuits	atmelavr	atmega328p	avr8	8000000	30720	2048	arduino	arduino
tinypico	Unexpected Maker TinyPICO	Unexpected Maker	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
trinket3	Adafruit Trinket 3V/8MHz	Adafruit	atmelavr	attiny85	avr8	8000000	8192	512	arduino	usbtiny
trinket5	Adafruit Trinket 5V/16MHz	Adafruit	atmelavr	attiny85	avr8	16000000	8192	512	arduino	usbtiny
trueverit-iot-driver	Trueverit ESP32 Universal IoT Driver	Trueverit	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
trueverit-iot-driver-mk2	Trueverit ESP32 Universal IoT Driver MK II	Trueverit	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
trueverit-iot-driver-mk3	Trueverit ESP32 Universal IoT Driver MK III	Trueverit	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
ttgo-lora32-v1	TTGO LoRa32-OLED V1	TTGO	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
ttgo-lora32-v2	TTGO LoRa32-OLED V2	TTGO	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
ttgo-lora32-v21	TTGO LoRa32-OLED v2.1.6	TTGO	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
ttgo-t-beam	TTGO T-Beam	TTGO	espressif32	esp32	xtensa-lx6	240000000	4194304	1310720	arduino|espidf	
ttgo-t-oi-plus	TTGO T-OI PLUS RISC-V ESP32-C3	TTGO	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
ttgo-t-watch	TTGO T-Watch	TTGO	espressif32	esp32	xtensa-lx6	240000000	16777216	327680	arduino|espidf	
ttgo-t1	TTGO T1	TTGO	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
ttgo-t7-v13-mini32	TTGO T7 V1.3 Mini32	TTGO	espressif32	esp32	xtensa-lx6	240000000	4194304	1310720	arduino|espidf	
ttgo-t7-v14-mini32	TTGO T7 V1.4 Mini32	TTGO	espressif32	esp32	xtensa-lx6	240000000	4194304	1310720	arduino|espidf	
turta_iot_node	Turta IoT Node	Turta	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
ublox_bmd345eval_nrf52840	u-blox BMD-345-EVAL	u-blox	nordicnrf52	nrf52840	cortex-m4	64000000	1048576	262144	zephyr	jlink
ublox_c030_n211	u-blox C030-N211 IoT Starter Kit	u-blox	ststm32	stm32f437vg	cortex-m4	180000000	1048576	262144	stm32cube	mbed
ublox_c030_r410m	u-blox C030-R410M IoT	u-blox	ststm32	stm32f437vg	cortex-m4	180000000	1048576	262144	stm32cube	stlink
ublox_c030_u201	u-blox C030-U201 IoT Starter Kit	u-blox	ststm32	stm32f437vg	cortex-m4	180000000	1048576	262144	stm32cube	mbed
ublox_evk_nina_b1	u-blox EVK-NINA-B1	u-blox	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	arduino	jlink
ublox_evk_odin_w2	u-blox EVK-ODIN-W2	u-blox	ststm32	stm32f439ziy6	cortex-m4	168000000	2097152	262144	stm32cube	stlink
um_feathers2	Unexpected Maker FeatherS2	Unexpected Maker	espressif32	esp32s2	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
um_feathers2_neo	Unexpected Maker FeatherS2 Neo	Unexpected Maker	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
um_feathers3	Unexpected Maker FeatherS3	Unexpected Maker	espressif32	esp32s3	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
um_nanos3	Unexpected Maker NanoS3	Unexpected Maker	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
um_pros3	Unexpected Maker PROS3	Unexpected Maker	espressif32	esp32s3	xtensa-lx7	240000000	16777216	327680	arduino|espidf	
um_rmp	Unexpected Maker RMP	Unexpected Maker	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
um_tinys2	Unexpected Maker TinyS2	Unexpected Maker	espressif32	esp32s2	xtensa-lx7	240000000	4194304	327680	arduino|espidf	
um_tinys3	Unexpected Maker TinyS3	Unexpected Maker	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
uno	Arduino Uno	Arduino	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
uno_mini	Arduino Uno Mini	Arduino	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
unphone7	unPhone 7	University of Sheffield	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
unphone8	unPhone 8	University of Sheffield	espressif32	esp32s3	xtensa-lx7	240000000	8323072	2424832	arduino|espidf	
unphone9	unPhone 9	University of Sheffield	espressif32	esp32s3	xtensa-lx7	240000000	8323072	8716288	arduino|espidf	
upesy_wroom	uPesy ESP32 Wroom DevKit	uPesy	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
upesy_wrover	uPesy ESP32 Wrover DevKit	uPesy	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
usbasp	USBasp stick	Atmel	atmelavr	atmega8	avr8	12000000	8192	1024	arduino	usbasp
uview	SparkFun MicroView	SparkFun	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
vake_v1	VAkE v1.0	VAE	ststm32	stm32f446ret6	cortex-m4	180000000	524288	131072	arduino|cmsis|stm32cube|libopencm3	stlink
valtrack_v4_mfw_esp32_c3	Valetron Systems VALTRACK-V4MVF	Valetron Systems	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
valtrack_v4_vts_esp32_c3	Valetron Systems VALTRACK-V4VTS	Valetron Systems	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
vbluno52	VNG VBLUno52	VNG	nordicnrf52	nrf52832	cortex-m4	64000000	524288	65536	zephyr	cmsis-dap
vccgnd_f103zet6	VCCGND F103ZET6 Mini	VCCGND	ststm32	stm32f103zet6	cortex-m3	72000000	524288	65536	arduino|cmsis|stm32cube|libopencm3	stlink
vccgnd_f407zg_mini	VCCGND F407ZGT6 Mini	VCCGND	ststm32	stm32f407zgt6	cortex-m4	168000000	1048576	131072	arduino|cmsis|stm32cube|libopencm3	stlink
vintlabs-devkit-v1	VintLabs ESP32 Devkit	VintLabs	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
watchy	SQFMI Watchy v2.0	SQFMI	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
waveshare_open103z	Waveshare Open103Z	Waveshare	ststm32	stm32f103zet6	cortex-m3	72000000	524288	65536	arduino|cmsis|libopencm3|stm32cube	stlink
we_oceanus1	WE Oceanus-I Module	WE	ststm32	stm32wle5ccu6	cortex-m4	48000000	262144	65536	arduino|zephyr	stlink
we_oceanus1_ev	WE Oceanus-I EV	WE	ststm32	stm32wle5ccu6	cortex-m4	48000000	262144	65536	arduino|zephyr	stlink
weact_g474ceu6	WeAct Studio STM32G474 CoreBoard	WeAct Studio	ststm32	stm32g474ceu6	cortex-m4	170000000	524288	131072	arduino|cmsis|libopencm3|stm32cube	stlink
weact_mini_h743vitx	WeAct Studio MiniSTM32H743VITX	WeAct Studio	ststm32	stm32h743vit6	cortex-m7	480000000	2097152	524288	arduino|cmsis|stm32cube	stlink
weact_mini_h750vbtx	WeAct Studio MiniSTM32H750VBTX	WeAct Studio	ststm32	stm32h750vbt6	cortex-m7	480000000	524288	131072	arduino|cmsis|stm32cube	stlink
weactstudio_esp32c3coreboard	WeAct Studio ESP32C3CoreBoard	WeAct Studio	espressif32	esp32c3	riscv32imc	160000000	393216	409600	arduino|espidf	
wemos_d1_mini32	WEMOS D1 MINI ESP32	WEMOS	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
wemos_d1_uno32	WEMOS D1 R32	WEMOS	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
wemosbat	WeMos WiFi and Bluetooth Battery	WEMOS	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
wesp32	Silicognition wESP32	Silicognition	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
whispernode	Talk2 Whisper Node	Wisen	atmelavr	atmega328p	avr8	16000000	32256	2048	arduino	arduino
widora-air	Widora AIR	Widora	espressif32	esp32	xtensa-lx6	240000000	16777216	327680	arduino|espidf	
wifiduino32	Blinker WiFiduino32	Blinker	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
wifiduino32c3	Blinker WiFiduinoV2 (ESP32-C3)	Blinker	espressif32	esp32c3	riscv32imc	160000000	4194304	327680	arduino|espidf	
wifiduino32s3	Blinker WiFiduino32S3	Blinker	espressif32	esp32s3	xtensa-lx7	240000000	8388608	327680	arduino|espidf	
wildfirev2	Wicked Device WildFire V2	Wicked Device	atmelavr	atmega1284p	avr8	16000000	122878	16384	arduino	wiring
wildfirev3	Wicked Device WildFire V3	Wicked Device	atmelavr	atmega1284p	avr8	16000000	130048	16384	arduino	arduino
wio_3g	Seeed Wio 3G	SeeedStudio	ststm32	stm32f439vi	cortex-m4	180000000	2097152	262144	cmsis|mbed|stm32cube|libopencm3	stlink
wipy3	Pycom WiPy3	Pycom Ltd.	espressif32	esp32	xtensa-lx6	240000000	4194304	1310720	arduino|espidf	
wraith32_v1	Wraith V1 ESC	Airbot	ststm32	stm32f051k6	cortex-m0	48000000	32768	7936	arduino|cmsis|stm32cube|libopencm3	stlink
wt32-eth01	Wireless-Tag WT32-ETH01 Ethernet Module	Wireless-Tag	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
xdot_l151cc	MultiTech xDot	MultiTech	ststm32	stm32l151ccu6	cortex-m3	32000000	262144	32768	cmsis|mbed|stm32cube|libopencm3	stlink
xinabox_cw02	XinaBox CW02	XinaBox	espressif32	esp32	xtensa-lx6	240000000	4194304	327680	arduino|espidf	
yun	Arduino Yun	Arduino	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
yunmini	Arduino Yun Mini	Arduino	atmelavr	atmega32u4	avr8	16000000	28672	2560	arduino	avr109
zumbt328	BQ ZUM BT-328	BQ	atmelavr	atmega328p	avr8	16000000	28672	2048	arduino	arduino`;
