/** Text whose characters all take one column. */
const NARROW = /^[\x20-\x7e\xa1-\xac\xae-\xff…─-╿]*$/;
/** Take no column of their own: accents, joiners, marks of direction. */
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;
/** Take two: the blocks that Unicode calls wide or fullwidth, and emoji. */
const WIDE =
  /^[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18fff}\u{1aff0}-\u{1b2ff}\u{20000}-\u{3fffd}]$/u;
/** Several characters that are drawn as one picture. */
const PICTURE = /^\p{RGI_Emoji}$/v;

let graphemes: Intl.Segmenter | undefined;

/** How many columns of a terminal a text takes; they agree on all but the newest emoji. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (PICTURE.test(segment)) width += 2;
    else for (const character of segment) width += widthOf(character);
  }
  return width;
}

function widthOf(character: string): number {
  return WIDE.test(character) ? 2 : ZERO.test(character) ? 0 : 1;
}
