/**
 * Names and texts of people, made safe for C. Used wherever C is written: the model, its tests, the projects around it.
 */

/** Keywords of C (to C23) and C++ (to C++20), alternative tokens, and macros that compilers predefine without underscore. */
const KEYWORDS = `
alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class co_await
co_return co_yield compl concept const consteval constexpr constinit const_cast continue decltype default delete do
double dynamic_cast else enum explicit export extern false float for friend goto if import inline int long module
mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public register reinterpret_cast
requires restrict return short signed sizeof static static_assert static_cast struct switch template this thread_local
throw true try typedef typeid typename typeof typeof_unqual union unsigned using virtual void volatile wchar_t while
xor xor_eq i386 linux unix avr arm`;

/** Standard headers: a `string.h` of ours on the include path would hide the real one. */
const HEADERS = `
assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg stdatomic stdbit
stdbool stdckdint stddef stdint stdio stdlib stdnoreturn string strings tgmath threads time uchar unistd wchar wctype`;

/** Types `<name>_t` and tags `struct <name>` of the standard library and POSIX. */
const TYPES = `
blkcnt blksize clock clockid cnd dev div errno fpos id ino int8 int16 int32 int64 intmax intptr key ldiv lldiv max_align
mbstate mode mtx nlink off once pid ptrdiff rsize sig_atomic size ssize stat suseconds thrd timer timespec timeval tm
tss uid gid uint uint8 uint16 uint32 uint64 uintmax uintptr useconds va wctrans wctype wint`;

/** Functions and files of the generated projects, and headers of the frameworks that they build on. */
const PROJECT = `
main setup loop abort exit printf self_test vectors semihosting machine startup memory sensor
arduino kernel device zephyr mbed wire spi esp_timer`;

const RESERVED = new Set([KEYWORDS, HEADERS, TYPES, PROJECT].join(' ').trim().split(/\s+/));

/** C99 promises 31 significant characters of an external name; the longest suffix of ours is `_class_name`. */
const LONGEST = 31 - '_class_name'.length;

/**
 * A lower-case C and C++ identifier that resembles `name`. Never a reserved word, never the name of a standard header or
 * type, never empty, at most 20 characters. Different names may give the same identifier.
 */
export function cIdentifier(name: string, fallback = 'model'): string {
  const ascii = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2') // camelCase
    .normalize('NFKD')
    .replace(/\p{M}/gu, '') // accents
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '_');
  const trimmed = trim(trim(ascii).slice(0, LONGEST));
  if (trimmed === '') return fallback;
  if (/^\d/.test(trimmed)) return trim(`${fallback}_${trimmed}`.slice(0, LONGEST));
  return RESERVED.has(trimmed) ? `${trimmed}_${fallback}` : trimmed;
}

/** Leading underscores are the compiler's; a double one anywhere is C++'s. */
function trim(name: string): string {
  return name.replace(/^_+|_+$/g, '');
}

/** The identifier in the spelling of macros. */
export function cMacro(identifier: string): string {
  return identifier.toUpperCase();
}

/** `text` as a C string literal, in ASCII with UTF-8 bytes as octal escapes (three digits, so that a digit may follow). */
export function cString(text: string): string {
  let body = '';
  for (const byte of new TextEncoder().encode(text)) {
    const char = String.fromCharCode(byte);
    if (char === '"' || char === '\\') body += `\\${char}`;
    else if (char === '?')
      body += '\\?'; // no trigraphs
    else if (byte < 0x20 || byte > 0x7e) body += `\\${byte.toString(8).padStart(3, '0')}`;
    else body += char;
  }
  return `"${body}"`;
}

/** `text` for the inside of a comment, on one line: it can neither end the comment nor splice the next line. */
export function commentText(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/\*\//g, '* /')
    .replace(/\/\*/g, '/ *')
    .replace(/(\\|\?\?\/|\s)+$/, '')
    .trim();
}
