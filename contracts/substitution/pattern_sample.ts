/** Characters to try for a class that names those it does not want. */
const COMMON = ["a", "0", "-", " ", "A", "_", "."];
/** Characters that a repetition is written out to at most. */
const MAX_LENGTH = 1000;

/** What escapes stand for: one character of each text. */
const ESCAPES: Readonly<Record<string, string>> = {
  d: "07",
  w: "a0",
  s: " ",
  D: "a",
  W: "-",
  S: "a",
  n: "\n",
  r: "\r",
  t: "\t",
  b: "",
  B: "",
};

/**
 * Writes a text that a regular expression is likely to match. Assertions and backreferences are
 * passed over, so the text is an idea and no proof; the expression itself is never run.
 *
 * @param source The regular expression, as in `RegExp.prototype.source`.
 * @param repeat How often to write what may be repeated, as far as its bounds allow.
 * @param pick Which of several alternatives to take; of those there are fewer of, it goes round.
 */
export function patternSample(source: string, repeat: number, pick: number): string {
  return new Writer(source, repeat, pick).alternatives();
}

class Writer {
  readonly #source: string;
  readonly #repeat: number;
  readonly #pick: number;
  #at = 0;

  constructor(source: string, repeat: number, pick: number) {
    this.#source = source;
    this.#repeat = repeat;
    this.#pick = pick;
  }

  alternatives(): string {
    const options = [this.#sequence()];
    while (this.#skip("|")) options.push(this.#sequence());
    this.#skip(")");
    return this.#choose(options);
  }

  #sequence(): string {
    let text = "";
    while (this.#at < this.#source.length && !"|)".includes(this.#source[this.#at]!)) {
      const one = this.#atom();
      text += one.repeat(Math.min(this.#times(), MAX_LENGTH / one.length));
    }
    return text;
  }

  #times(): number {
    if (!"*+?{".includes(this.#source[this.#at] ?? "")) return 1;
    const match = this.#take(/([*+?])\??|\{(\d+)(,?)(\d*)\}\??/y);
    if (match === null) return 1;
    const [, sign, from, comma, to] = match;
    const repeat = this.#repeat;
    if (sign === "?") return Math.min(repeat, 1);
    if (sign !== undefined) return Math.max(repeat, sign === "+" ? 1 : 0);
    return Math.min(Math.max(Number(from), repeat), Number(comma === "" ? from : to || Infinity));
  }

  #atom(): string {
    const char = this.#source[this.#at++]!;
    if (char === "\\") return this.#choose(this.#escaped());
    if (char === "[") return this.#class();
    if (char === ".") return "a";
    if (char !== "(") return char === "^" || char === "$" ? "" : char;
    const [opening] = this.#take(/\?(?:<?[=!]|<[\w$]+>|[a-z-]*:)/y) ?? [""];
    const inner = this.alternatives();
    return /[=!]/.test(opening) ? "" : inner;
  }

  #escaped(): string {
    const code = this.#take(/u\{([\da-f]{1,5})\}|u([\da-f]{4})|x([\da-f]{2})/iy);
    if (code) return String.fromCodePoint(parseInt(code.slice(1).join(""), 16));
    const property = this.#take(/([pP])\{[^}]*\}/y);
    if (property) return property[1] === "p" ? "aA" : "-";
    const char = this.#source[this.#at++] ?? "";
    return /\d/.test(char) ? "" : ESCAPES[char] ?? char;
  }

  #class(): string {
    const isNegated = this.#skip("^");
    let members = "";
    while (this.#at < this.#source.length && !this.#skip("]")) {
      const char = this.#source[this.#at++]!;
      if (char === "\\") members += this.#escaped();
      // Of a range both ends are enough.
      else if (char !== "-" || members === "" || this.#source[this.#at] === "]") members += char;
    }
    if (!isNegated) return this.#choose(members);
    return this.#choose(COMMON.filter((char) => !members.includes(char)));
  }

  #choose(options: Iterable<string>): string {
    const list = [...options];
    return list[this.#pick % list.length] ?? "";
  }

  #skip(char: string): boolean {
    const isThere = this.#source[this.#at] === char;
    if (isThere) this.#at++;
    return isThere;
  }

  #take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#source);
    this.#at += match?.[0].length ?? 0;
    return match;
  }
}
